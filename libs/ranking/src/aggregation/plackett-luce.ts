import type { Aggregation, AggregationInput, Aggregator } from './aggregator.js';
import { aggregationOf } from './aggregation-of.js';
import { varianceFrom } from './cholesky.js';
import { groupNotes, isKnown, priorOf, requireFixedPrior, type FittedPriorSettings } from './fitted-prior.js';
import { indexJudgements } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';
import { posteriorFactor } from './plackett-luce-covariance.js';
import { fitPlackettLuce, parametersOf, priorVariances, type PlackettLuceModel } from './plackett-luce-model.js';
import { plackettLuceRows } from './plackett-luce-rows.js';

export interface PlackettLuceSettings extends FittedPriorSettings {
  /** Up to how many candidates errors come from the whole covariance matrix; beyond, from its diagonal as if the others were known. */
  readonly covarianceUpTo?: number;
}

/** An aggregation with the model behind it. */
export interface PlackettLuceAggregation extends Aggregation {
  readonly model: PlackettLuceModel;
}

/**
 * Plackett–Luce, maximum a posteriori, with the stage-1 scores as prior. A list is a sequence of choices: the first member is chosen from all
 * with probability e^u / Σ e^u, the second from the rest, and so on. The prior mean of a utility is a weight times the normal score of the
 * stage-1 score; weight and variance are fitted to the judgements, as is what a member gains by the place at which it is shown.
 *
 * Values are utilities in units of the judge's noise. Never diverges: unbeaten candidates are held by the prior. Groups that no judgement
 * links are compared through the prior. Candidates without any judgement keep their prior mean, and its deviation as standard error.
 * Source: Luce 1959; Plackett 1975; fitted as described in `fitPlackettLuce`. O(steps · total list length).
 * @throws RankingError for the input as `indexJudgements` says; `INVALID_SETTING`; `NOT_CONVERGED`.
 */
export function createPlackettLuce(settings: PlackettLuceSettings = {}): (input: AggregationInput) => PlackettLuceAggregation {
  const { fixed, placeEffect = true, covarianceUpTo = 120 } = settings;
  requireFixedPrior(fixed);
  return (input) => {
    const index = indexJudgements(input);
    const rows = plackettLuceRows(index, input.judgements, placeEffect);
    const model = fitPlackettLuce(rows, { prior: priorOf(index), ...(fixed ? { fixed } : {}) });
    const { utility, deviation } = model;
    const n = input.candidates.length;
    const factor = n <= covarianceUpTo ? posteriorFactor(rows, parametersOf(model), priorVariances(n, model.priorVariance)) : null;
    const spread = (a: number, b?: number): number =>
      factor
        ? Math.sqrt(varianceFrom(factor, n + 2, a, b))
        : Math.hypot(deviation[a] as number, b === undefined ? 0 : (deviation[b] as number));
    const aggregation = aggregationOf(index, {
      value: (place) => (isKnown(index, place) ? (utility[place] as number) : null),
      standardError: (place) => (isKnown(index, place) ? spread(place) : null),
      iterations: model.iterations,
      notes: [
        ...groupNotes(index),
        ...(factor ? [] : [`Standard errors of ${n} candidates are those of each as if the others were known.`]),
      ],
      confidence: pairwiseConfidence(input.candidates, (a, b) => ((utility[a] as number) - (utility[b] as number)) / spread(a, b)),
    });
    return { ...aggregation, model };
  };
}

/** {@link createPlackettLuce} with its defaults. */
export const plackettLuce: Aggregator = createPlackettLuce();

import { RankingError } from '../ranking-error.js';
import type { Aggregation, AggregationInput, Aggregator } from './aggregator.js';
import { indexJudgements } from './judgement-index.js';
import { normalCdf } from './normal-distribution.js';
import { normalScores } from './normal-scores.js';
import { posteriorCovariance } from './plackett-luce-covariance.js';
import { fitPlackettLuce, priorVariances, type PlackettLuceModel } from './plackett-luce-model.js';
import { plackettLuceRows } from './plackett-luce-rows.js';

export interface PlackettLuceSettings {
  /** Weight and variance of the stage-1 prior; fitted to the judgements when left out. Variance above 0. */
  readonly fixed?: { readonly priorWeight: number; readonly priorVariance: number };
  /** Whether to fit, and take off, what members gain by the place at which they are shown. True by default. */
  readonly placeEffect?: boolean;
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
  if (fixed && !(Number.isFinite(fixed.priorWeight) && fixed.priorVariance > 0 && Number.isFinite(fixed.priorVariance)))
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'fixed',
      value: fixed,
      problem: 'a finite weight and a variance above 0 are needed',
      remedy: 'Give both, or leave them out to have them fitted.',
    });
  return (input) => {
    const index = indexJudgements(input);
    const rows = plackettLuceRows(index, input.judgements, placeEffect);
    const prior = index.prior ? normalScores(index.prior) : new Float64Array(input.candidates.length);
    const model = fitPlackettLuce(rows, { prior, ...(fixed ? { fixed } : {}) });
    const n = input.candidates.length;
    const covariance = n <= covarianceUpTo ? posteriorCovariance(rows, parametersOf(model), priorVariances(n, model.priorVariance)) : null;
    const variance = (a: number, b: number): number => {
      if (covariance) return covariance[a * (n + 2) + b] as number;
      return a === b ? (model.deviation[a] as number) ** 2 : 0;
    };
    const placeOf = new Map(input.candidates.map((id, place) => [id, place]));
    const hasPrior = index.prior !== null;
    return {
      scores: input.candidates.map((entityId, i) => ({
        entityId,
        value: hasPrior || (index.exposures[i] as number) > 0 ? (model.utility[i] as number) : null,
        standardError: hasPrior || (index.exposures[i] as number) > 0 ? Math.sqrt(variance(i, i)) : null,
        exposures: index.exposures[i] as number,
      })),
      components: index.components,
      iterations: model.iterations,
      notes: notesOf(index.components.length, hasPrior, covariance !== null, n),
      confidence: (a, b) => {
        const [i, j] = [requirePlace(placeOf, a), requirePlace(placeOf, b)];
        if (i === j) return 0.5;
        const spread = Math.sqrt(Math.max(Number.MIN_VALUE, variance(i, i) + variance(j, j) - 2 * variance(i, j)));
        return normalCdf(((model.utility[i] as number) - (model.utility[j] as number)) / spread);
      },
      model,
    };
  };
}

/** {@link createPlackettLuce} with its defaults. */
export const plackettLuce: Aggregator = createPlackettLuce();

function parametersOf(model: PlackettLuceModel): Float64Array {
  return Float64Array.from([...model.utility, model.anchor, model.placeEffect]);
}

function notesOf(components: number, hasPrior: boolean, exact: boolean, n: number): string[] {
  const notes: string[] = [];
  if (components > 1)
    notes.push(
      `The judgements fall into ${components} groups that nothing links; ${hasPrior ? 'the prior alone' : 'a common prior mean'} compares them.`,
    );
  if (!exact) notes.push(`Standard errors of ${n} candidates are those of each as if the others were known.`);
  return notes;
}

function requirePlace(placeOf: ReadonlyMap<string, number>, id: string): number {
  const place = placeOf.get(id);
  if (place !== undefined) return place;
  throw new RankingError({
    code: 'UNKNOWN_ID',
    field: 'confidence',
    value: id,
    problem: 'it is no candidate',
    remedy: 'Ask about candidates of this aggregation.',
  });
}

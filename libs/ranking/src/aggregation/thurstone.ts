import type { Aggregation, AggregationInput, Aggregator } from './aggregator.js';
import { aggregationOf } from './aggregation-of.js';
import { groupNotes, isKnown, priorOf, requireFixedPrior, type FittedPriorSettings } from './fitted-prior.js';
import { indexJudgements } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';
import { fitThurstone, THURSTONE_TOLERANCE, type ThurstoneModel } from './thurstone-fit.js';
import { thurstoneRows } from './thurstone-rows.js';

export type ThurstoneSettings = FittedPriorSettings;

/** An aggregation with the model behind it. */
export interface ThurstoneAggregation extends Aggregation {
  readonly model: ThurstoneModel;
}

/**
 * Thurstone's model of rankings with the stage-1 scores as prior, by expectation propagation; see {@link fitThurstone}. Values are posterior means
 * of the utilities in units of the judge's noise, standard errors their posterior deviations. Unbeaten candidates are held by the prior; groups that
 * no judgement links are compared through it. Candidates without any judgement keep their prior mean.
 * `confidence(a, b)` takes the two posteriors as independent.
 * Source: Thurstone 1927; Herbrich, Minka and Graepel 2006; Minka 2001. O(sweeps · total list length).
 * @throws RankingError for the input as `indexJudgements` says; `INVALID_SETTING`; `INVALID_NUMBER`.
 */
export function createThurstone(settings: ThurstoneSettings = {}): (input: AggregationInput) => ThurstoneAggregation {
  const { fixed, placeEffect = true } = settings;
  requireFixedPrior(fixed);
  return (input) => {
    const index = indexJudgements(input);
    const rows = thurstoneRows(index, input.judgements, placeEffect);
    const model = fitThurstone(rows, { prior: priorOf(index), ...(fixed ? { fixed } : {}) });
    const { utility, deviation, residual, iterations } = model;
    const aggregation = aggregationOf(index, {
      value: (place) => (isKnown(index, place) ? (utility[place] as number) : null),
      standardError: (place) => (isKnown(index, place) ? (deviation[place] as number) : null),
      iterations,
      notes: [
        ...groupNotes(index),
        ...(residual > THURSTONE_TOLERANCE
          ? [`Expectation propagation stopped after ${iterations} sweeps with a largest change of ${residual.toPrecision(2)}.`]
          : []),
      ],
      confidence: pairwiseConfidence(
        input.candidates,
        (a, b) => ((utility[a] as number) - (utility[b] as number)) / Math.hypot(deviation[a] as number, deviation[b] as number),
      ),
    });
    return { ...aggregation, model };
  };
}

/** {@link createThurstone} with its defaults. */
export const thurstone: Aggregator = createThurstone();

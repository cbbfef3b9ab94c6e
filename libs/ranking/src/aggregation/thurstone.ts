import { RankingError } from '../ranking-error.js';
import type { Aggregation, AggregationInput, Aggregator } from './aggregator.js';
import { indexJudgements } from './judgement-index.js';
import { normalCdf } from './normal-distribution.js';
import { normalScores } from './normal-scores.js';
import { fitThurstone, THURSTONE_TOLERANCE, type ThurstoneModel } from './thurstone-fit.js';
import { thurstoneRows } from './thurstone-rows.js';

export interface ThurstoneSettings {
  /** Weight and variance of the stage-1 prior; fitted to the judgements when left out. Variance above 0. */
  readonly fixed?: { readonly priorWeight: number; readonly priorVariance: number };
  /** Whether to fit, and take off, what members gain by the place at which they are shown. True by default. */
  readonly placeEffect?: boolean;
}

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
    const rows = thurstoneRows(index, input.judgements, placeEffect);
    const prior = index.prior ? normalScores(index.prior) : new Float64Array(input.candidates.length);
    const model = fitThurstone(rows, { prior, ...(fixed ? { fixed } : {}) });
    const known = (i: number) => index.prior !== null || (index.exposures[i] as number) > 0;
    const placeOf = new Map(input.candidates.map((id, place) => [id, place]));
    return {
      scores: input.candidates.map((entityId, i) => ({
        entityId,
        value: known(i) ? (model.utility[i] as number) : null,
        standardError: known(i) ? (model.deviation[i] as number) : null,
        exposures: index.exposures[i] as number,
      })),
      components: index.components,
      iterations: model.iterations,
      notes: notesOf(index.components.length, index.prior !== null, model),
      confidence: (a, b) => {
        const [i, j] = [requirePlace(placeOf, a), requirePlace(placeOf, b)];
        if (i === j) return 0.5;
        const spread = Math.hypot(model.deviation[i] as number, model.deviation[j] as number);
        return normalCdf(((model.utility[i] as number) - (model.utility[j] as number)) / spread);
      },
      model,
    };
  };
}

/** {@link createThurstone} with its defaults. */
export const thurstone: Aggregator = createThurstone();

function notesOf(components: number, hasPrior: boolean, { residual, iterations }: ThurstoneModel): string[] {
  const notes: string[] = [];
  if (components > 1)
    notes.push(
      `The judgements fall into ${components} groups that nothing links; ${hasPrior ? 'the prior alone' : 'a common prior mean'} compares them.`,
    );
  if (residual > THURSTONE_TOLERANCE)
    notes.push(`Expectation propagation stopped after ${iterations} sweeps with a largest change of ${residual.toPrecision(2)}.`);
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

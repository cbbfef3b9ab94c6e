import { RankingError } from '../ranking-error.js';
import type { JudgementIndex } from './judgement-index.js';
import { normalScores } from './normal-scores.js';

/** What the models with a stage-1 prior have in common. */
export interface FittedPriorSettings {
  /** Weight and variance of the stage-1 prior; fitted to the judgements when left out. Variance above 0. */
  readonly fixed?: FixedPrior;
  /** Whether to fit, and take off, what members gain by the place at which they are shown. True by default. */
  readonly placeEffect?: boolean;
}

export interface FixedPrior {
  readonly priorWeight: number;
  readonly priorVariance: number;
}

/** Of a prior variance that is fitted. The noise of the judge is the unit: one without any would let the variance grow without end. */
export const [SMALLEST_VARIANCE, LARGEST_VARIANCE] = [1e-3, 36];

/** @throws RankingError `INVALID_SETTING` for a weight that is not finite or a variance that is not above 0. */
export function requireFixedPrior(fixed: FixedPrior | undefined): void {
  if (!fixed || (Number.isFinite(fixed.priorWeight) && fixed.priorVariance > 0 && Number.isFinite(fixed.priorVariance))) return;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field: 'fixed',
    value: fixed,
    problem: 'a finite weight and a variance above 0 are needed',
    remedy: 'Give both, or leave them out to have them fitted.',
  });
}

/** Normal scores of stage 1, zeros where there is none. */
export function priorOf(index: JudgementIndex): Float64Array {
  return index.prior ? normalScores(index.prior) : new Float64Array(index.candidates.length);
}

/** Whether anything is known of a candidate: a prior, or a judgement that counts. */
export const isKnown = (index: JudgementIndex, place: number): boolean => index.prior !== null || (index.exposures[place] as number) > 0;

/** What compares groups that no judgement links, as a note; nothing when there is one group. */
export function groupNotes({ components, prior }: JudgementIndex): string[] {
  if (components.length <= 1) return [];
  const comparison = prior === null ? 'a common prior mean' : 'the prior alone';
  return [`The judgements fall into ${components.length} groups that nothing links; ${comparison} compares them.`];
}

/**
 * The likeliest prior given beliefs about the utilities: least squares of their means on the prior scores, and the expected squared distance from
 * that line. The maximisation step of both models.
 * @param weight stays when there are no prior scores to fit it to. O(n).
 */
export function likeliestPrior(
  prior: Float64Array,
  mean: (place: number) => number,
  variance: (place: number) => number,
  weight: number,
): FixedPrior {
  const n = prior.length;
  let [square, product, spread] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    square += (prior[i] as number) ** 2;
    product += (prior[i] as number) * mean(i);
  }
  const priorWeight = square > 0 ? product / square : weight;
  for (let i = 0; i < n; i++) spread += (mean(i) - priorWeight * (prior[i] as number)) ** 2 + variance(i);
  return { priorWeight, priorVariance: Math.min(LARGEST_VARIANCE, Math.max(SMALLEST_VARIANCE, spread / n)) };
}

import { requireFinite } from '../ranking-error.js';
import { requireBetween } from './iteration-settings.js';
import { normalCdf, normalDensity } from './normal-distribution.js';

export interface TrueSkillOptions {
  /** μ of a candidate that nothing is known of. 25 by default. */
  readonly mean?: number;
  /** σ of a candidate that nothing is known of, > 0. A third of 25 by default. */
  readonly deviation?: number;
  /** β: standard deviation of the performance of a candidate in one list around its skill, > 0. A sixth of 25 by default. */
  readonly beta?: number;
  /** τ: standard deviation by which a skill drifts from one list to the next, ≥ 0. 0 by default: what a candidate is does not change. */
  readonly tau?: number;
  /** How often two equal candidates would come out level, in [0, 1). 0 by default; above 0, a better place must have been won by a margin. */
  readonly drawProbability?: number;
}

/** {@link TrueSkillOptions} checked and completed. */
export interface TrueSkillModel extends Required<TrueSkillOptions> {
  /** ε = Φ⁻¹((drawProbability + 1) / 2) · √2 · β: by how much a better place must have been won. */
  readonly drawMargin: number;
}

/** Skills of candidates 0 … n − 1, each normally distributed and independent of the others. */
export interface TrueSkillRatings {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** @throws RankingError `INVALID_NUMBER` or `INVALID_SETTING` for an option outside of its range. */
export function trueSkillModel(options: TrueSkillOptions = {}): TrueSkillModel {
  const { mean = 25, deviation = 25 / 3, beta = 25 / 6, tau = 0, drawProbability = 0 } = options;
  requireFinite('mean', mean);
  requireBetween('deviation', deviation, 0, Infinity, true);
  requireBetween('beta', beta, 0, Infinity, true);
  requireBetween('tau', tau, 0, Infinity);
  requireBetween('drawProbability', drawProbability, 0, 1 - Number.EPSILON);
  const drawMargin = upperQuantile((drawProbability + 1) / 2) * Math.SQRT2 * beta;
  return { mean, deviation, beta, tau, drawProbability, drawMargin };
}

/** Φ⁻¹(p) for p in [½, 1), by Newton's method: Φ is concave above 0, so that no step goes too far. */
function upperQuantile(p: number): number {
  let x = 0;
  for (let step = Infinity; step > 1e-14 * (1 + x); x += step) step = Math.max(0, (p - normalCdf(x)) / normalDensity(x));
  return x;
}

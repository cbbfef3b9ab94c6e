import { normalCdf, normalDensity } from '../aggregation/normal-distribution.js';
import type { TrueSkillRatings } from '../aggregation/true-skill-model.js';

/** 99.9 % of a normal distribution lies above its mean − 3.0902 deviations, next to nothing beyond 10. */
const [FAR, BEYOND] = [3.0902, 10];

const NEAR = 1e-11;

/**
 * t with Σ P(xᵢ > t) = depth, for xᵢ ~ N(μᵢ, σᵢ²): the score that `depth` candidates are expected to exceed. When there are no more candidates
 * than that, the highest score that each exceeds with probability 0.999. Newton's method within brackets, O(n) a step, about 6 steps.
 * @param depth ≥ 1. There is a candidate, and every deviation is above 0.
 */
export function thresholdOf({ means, deviations }: TrueSkillRatings, depth: number): number {
  const n = means.length;
  const lowest = (times: number) => means.reduce((least, mean, i) => Math.min(least, mean - times * deviations[i]!), Infinity);
  if (depth >= n) return lowest(FAR);
  let low = lowest(BEYOND);
  let high = means.reduce((most, mean, i) => Math.max(most, mean + BEYOND * deviations[i]!), -Infinity);
  // From the mean of the last that fits on, it is not far.
  let t = [...means].sort((a, b) => b - a)[depth - 1]!;
  for (let step = 0; step < 200; step++) {
    let [above, density] = [0, 0];
    for (let i = 0; i < n; i++) {
      const z = (means[i]! - t) / deviations[i]!;
      above += normalCdf(z);
      density += normalDensity(z) / deviations[i]!;
    }
    if (above > depth) low = t;
    else high = t;
    const next = t + (above - depth) / density;
    if (Math.abs(next - t) <= NEAR * (1 + Math.abs(t)) || high - low <= NEAR * (1 + Math.abs(t))) break;
    t = next > low && next < high ? next : (low + high) / 2;
  }
  return t;
}

/** P(xᵢ > t) of every candidate. O(n). */
export function probabilitiesAbove({ means, deviations }: TrueSkillRatings, t: number): Float64Array {
  return means.map((mean, i) => normalCdf((mean - t) / deviations[i]!));
}

import { placesByFalling } from '../places-by-falling.js';

/**
 * Normal scores of ranks (Blom 1958): Φ⁻¹((n − place + 5/8) / (n + 1/4)) by place from 1; equal values share the mean of their scores.
 * They have mean 0 and put any scale on a common one, so that a prior does not depend on how a channel counts.
 * @param values higher is better.
 * @returns in the order of `values`. O(n log n).
 */
export function normalScores(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = placesByFalling(values);
  const scores = new Float64Array(n);
  for (let from = 0; from < n;) {
    let to = from;
    let sum = 0;
    for (; to < n && values[order[to] as number] === values[order[from] as number]; to++)
      sum += quantile((n - to - 1 + 0.625) / (n + 0.25));
    for (let i = from; i < to; i++) scores[order[i] as number] = sum / (to - from);
    from = to;
  }
  return scores;
}

/** Quantile of the standard normal distribution, |error| < 4.5e-4 (Abramowitz and Stegun 26.2.23). */
function quantile(p: number): number {
  if (p > 0.5) return -quantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  return -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
}

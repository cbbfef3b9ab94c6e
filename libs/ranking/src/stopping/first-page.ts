import { requireWhole } from '../ranking-error.js';
import { probabilitiesAbove, thresholdOf } from './expected-threshold.js';

/** How likely each candidate belongs on the first page. */
export interface FirstPage {
  /** The utility above which `depth` candidates are expected. */
  readonly threshold: number;
  /** P(utility > threshold) by candidate; they sum to `depth`. */
  readonly probability: Float64Array;
}

/**
 * Finds the threshold t with Σ P(x_i > t) = depth for independent normal beliefs about the utilities, and each P(x_i > t).
 * The criterion is AcuRank's (arXiv 2505.18512, §3), here for the posterior of any model.
 * @param depth k ≥ 1; at k ≥ n everything belongs. @param deviation above 0.
 * @throws RankingError `INVALID_SETTING` for a depth that is not a whole number of at least 1. O(n).
 */
export function firstPage(utility: Float64Array, deviation: Float64Array, depth: number): FirstPage {
  requireWhole('depth', depth, 1);
  const n = utility.length;
  if (depth >= n) return { threshold: -Infinity, probability: new Float64Array(n).fill(1) };
  const beliefs = { means: utility, deviations: deviation };
  const threshold = thresholdOf(beliefs, depth);
  return { threshold, probability: probabilitiesAbove(beliefs, threshold) };
}

/** Expected share of a page of the `depth` likeliest candidates that does not belong there: the mean of 1 − P over the page. */
export function expectedErrors({ probability }: FirstPage, depth: number): number {
  const page = Float64Array.from(probability)
    .sort()
    .subarray(Math.max(0, probability.length - depth));
  return page.length === 0 ? 0 : page.reduce((sum, p) => sum + (1 - p), 0) / page.length;
}

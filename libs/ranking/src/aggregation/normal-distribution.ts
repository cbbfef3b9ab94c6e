import { RankingError } from '../ranking-error.js';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Below it the series loses digits to cancellation, and the continued fraction is short. */
const TAIL_FROM = -2.5;

/** Density of the standard normal distribution, e^(−x²/2) / √(2π). */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
}

/**
 * Φ(x): the probability that a standard normal variable is at most x. Relative error below 1e-14 down to x = −37 (where Φ leaves the
 * normal range of doubles); 0 and 1 for −∞ and ∞. O(1), at most 150 terms.
 * Around the middle by the series ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …): Marsaglia, "Evaluating the Normal Distribution", Journal of
 * Statistical Software 11(4), 2004. In the tails by Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))): Abramowitz and
 * Stegun 1964, 26.2.14.
 * @throws RankingError `INVALID_NUMBER` for NaN.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x))
    throw new RankingError({ code: 'INVALID_NUMBER', field: 'x', value: x, problem: 'a number is needed', remedy: 'Give a number.' });
  if (x < TAIL_FROM) return lowerTail(-x);
  if (x > -TAIL_FROM) return 1 - lowerTail(x);
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** Φ(−x) for x > 0, evaluated from the innermost fraction outwards; the further out, the fewer levels it takes. */
function lowerTail(x: number): number {
  if (x === Infinity) return 0;
  let fraction = x;
  for (let level = 20 + Math.ceil(800 / (x * x)); level > 0; level--) fraction = x + level / fraction;
  return normalDensity(x) / fraction;
}

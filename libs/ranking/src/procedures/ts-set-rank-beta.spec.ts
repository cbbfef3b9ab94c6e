import { createPrng } from '../random/prng.js';
import { drawBeta } from './ts-set-rank-beta.js';

const DRAWS = 5_000;

describe('drawBeta', () => {
  it.each([
    [1, 1],
    [1, 4],
    [3.5, 1.25],
    [40, 60],
  ])('has the mean, the variance and the distribution of Beta(%d, %d)', (alpha, beta) => {
    const prng = createPrng(20250103);
    const draws = Array.from({ length: DRAWS }, () => drawBeta(alpha, beta, prng)).sort((a, b) => a - b);
    const mean = draws.reduce((a, b) => a + b, 0) / DRAWS;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / DRAWS;
    const expected = alpha / (alpha + beta);
    const spread = (expected * (1 - expected)) / (alpha + beta + 1);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(spread / DRAWS));
    expect(Math.abs(variance / spread - 1)).toBeLessThan(0.1);
    expect(draws[0]).toBeGreaterThan(0);
    expect(draws.at(-1)).toBeLessThan(1);
    // Kolmogorov–Smirnov: 1.95 / √n is exceeded by chance once in a thousand times, and the seed is fixed.
    const cdf = integral(alpha, beta);
    const distance = Math.max(...draws.map((draw, i) => Math.max(Math.abs((i + 1) / DRAWS - cdf(draw)), Math.abs(i / DRAWS - cdf(draw)))));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(DRAWS));
  });

  it('is the same for the same seed', () => {
    const [one, two] = [createPrng(5), createPrng(5)];
    expect(Array.from({ length: 5 }, () => drawBeta(2, 3, one))).toEqual(Array.from({ length: 5 }, () => drawBeta(2, 3, two)));
  });
});

/** The distribution function of a beta distribution, by the trapezoid rule over its density. */
function integral(alpha: number, beta: number): (x: number) => number {
  const steps = 20_000;
  const sums = new Float64Array(steps + 1);
  const density = (x: number) => x ** (alpha - 1) * (1 - x) ** (beta - 1);
  for (let i = 1; i <= steps; i++) sums[i] = sums[i - 1]! + (density((i - 1) / steps) + density(i / steps)) / 2;
  return (x) => {
    const low = Math.floor(x * steps);
    return (sums[low]! + (x * steps - low) * (sums[Math.min(steps, low + 1)]! - sums[low]!)) / sums[steps]!;
  };
}

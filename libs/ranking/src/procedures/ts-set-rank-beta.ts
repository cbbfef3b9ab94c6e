import type { Prng } from '../random/prng.js';

const TWO_26 = 2 ** 26;
const TWO_27 = 2 ** 27;

/** Draws from a beta distribution. Exact; O(1) expected. @param alpha ≥ 1. @param beta ≥ 1. */
export function drawBeta(alpha: number, beta: number, prng: Prng): number {
  const a = drawGamma(alpha, prng);
  return a / (a + drawGamma(beta, prng));
}

/**
 * Draws from a gamma distribution with scale 1, shape ≥ 1, by rejection from a cubed normal variable: Marsaglia and Tsang, "A Simple
 * Method for Generating Gamma Variables", ACM TOMS 26(3), 2000. More than 95 % of the tries succeed.
 */
function drawGamma(shape: number, prng: Prng): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(prng);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const cube = root * root * root;
    if (Math.log(drawUniform(prng)) < 0.5 * x * x + d * (1 - cube + Math.log(cube))) return d * cube;
  }
}

/** Box and Muller 1958. */
function drawNormal(prng: Prng): number {
  return Math.sqrt(-2 * Math.log(drawUniform(prng))) * Math.cos(2 * Math.PI * drawUniform(prng));
}

/** In (0, 1), of 53 bits. */
function drawUniform(prng: Prng): number {
  return (prng.below(TWO_26) * TWO_27 + prng.below(TWO_27) + 0.5) / (TWO_26 * TWO_27);
}

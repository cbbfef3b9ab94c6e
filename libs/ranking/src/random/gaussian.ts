import type { Prng } from './prng.js';

/** A uniform number in (0, 1), never an end of the interval. */
export function uniform(prng: Prng): number {
  return (prng.below(RESOLUTION) + 0.5) / RESOLUTION;
}

/** A standard normal number (Box and Muller 1958). */
export function gaussian(prng: Prng): number {
  return Math.sqrt(-2 * Math.log(uniform(prng))) * Math.cos(2 * Math.PI * uniform(prng));
}

const RESOLUTION = 2 ** 30;

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The one source of randomness of a run: xoroshiro128+ from a stored seed (32-bit integer). */
export interface Prng {
  /** A uniform integer in [0, bound). `bound` ≥ 1. */
  below(bound: number): number;
  /** A new array in uniformly random order (Fisher–Yates). */
  shuffled<T>(items: readonly T[]): T[];
}

/** @param seed any integer; its low 32 bits count. */
export function createPrng(seed: number): Prng {
  const generator = xoroshiro128plus(seed | 0);
  const below = (bound: number): number => uniformInt(generator, 0, bound - 1);
  return {
    below,
    shuffled: <T>(items: readonly T[]): T[] => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
      }
      return copy;
    },
  };
}

import type { Judgement } from '../judging/judgement.js';
import { gaussian, uniform } from '../random/gaussian.js';
import { createPrng } from '../random/prng.js';

/** In what ways a simulated judge errs. */
export interface JudgeFaults {
  /** Standard deviation of what it adds to each utility, drawn anew for each list; utilities have 1. */
  readonly noise: number;
  /** Utility by which the first place shown is favoured over the last. */
  readonly positionBias: number;
  /** Probability that a member is left out of the answer. */
  readonly omission: number;
  /** Probability that an answer cannot be read. */
  readonly malformed: number;
  /**
   * Exponent of the length: the noise is that of a list of 20 times (length / 20) ^ lengthEffect. 0.5 is a judge whose attention is a fixed
   * quantity that the members share, so that one call tells equally much however long the list; 0 is one that long lists do not tire.
   */
  readonly lengthEffect: number;
}

/** A judge that makes no mistake. */
export const NO_FAULTS: JudgeFaults = { noise: 0, positionBias: 0, omission: 0, malformed: 0, lengthEffect: 0 };

/** The length at which `noise` is stated. */
const STATED_LENGTH = 20;

/**
 * A judge that orders a list by utility plus noise (Thurstone 1927, case V) and errs in the stated ways.
 * The answer depends on the seed and on the list in the order shown, on nothing else: whoever asks the same gets the same answer, and no
 * procedure gains by the time or the place of its questions.
 * @param utility of every candidate that may be shown.
 */
export function simulatedJudge(
  utility: ReadonlyMap<string, number>,
  faults: JudgeFaults,
  seed: number,
): (shownIds: readonly string[]) => Judgement {
  return (shownIds) => {
    const prng = createPrng(hash(seed, shownIds));
    // The first numbers of the generator still resemble its seed.
    for (let i = 0; i < 16; i++) prng.below(2);
    const n = shownIds.length;
    const noise = faults.noise * (n / STATED_LENGTH) ** faults.lengthEffect;
    const malformed = uniform(prng) < faults.malformed;
    const seen = shownIds.map((id, place) => ({
      id,
      value: (utility.get(id) ?? 0) + noise * gaussian(prng) + faults.positionBias * (n < 2 ? 0 : 0.5 - place / (n - 1)),
      left: uniform(prng) < faults.omission,
    }));
    if (malformed) return { shownIds, rankedIds: [], outcome: 'malformed' };
    const ranked = seen.filter((member) => !member.left).sort((a, b) => b.value - a.value);
    const outcome = ranked.length === n ? 'complete' : ranked.length === 0 ? 'malformed' : 'partial';
    return { shownIds, rankedIds: ranked.map(({ id }) => id), outcome };
  };
}

/** FNV-1a over the characters, 32 bits. */
function hash(seed: number, ids: readonly string[]): number {
  let state = (2166136261 ^ seed) >>> 0;
  for (const id of ids) {
    for (let i = 0; i < id.length; i++) state = Math.imul(state ^ id.charCodeAt(i), 16777619) >>> 0;
    state = Math.imul(state ^ 0x1f, 16777619) >>> 0;
  }
  return state;
}

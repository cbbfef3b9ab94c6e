import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';

/** Judges one short list at once, without a model. */
export type PlainJudge = (shownIds: readonly string[]) => Judgement;

/** A judge that never errs. @param truth every candidate that may be shown, best first. */
export function oracleJudge(truth: readonly string[]): PlainJudge {
  const places = new Map(truth.map((id, place) => [id, place]));
  return (shownIds) => ({
    shownIds,
    rankedIds: [...shownIds].sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity)),
    outcome: 'complete',
  });
}

/** A judge that answers at random: in any order, often in part, now and then that none belong or what nobody can read. */
export function randomJudge(seed: number): PlainJudge {
  const prng = createPrng(seed);
  return (shownIds) => {
    const kind = prng.below(6);
    if (kind === 0) return { shownIds, rankedIds: [], outcome: 'malformed' };
    if (kind === 1) return { shownIds, rankedIds: [], outcome: 'none-belong' };
    const rankedIds = prng.shuffled(shownIds);
    if (kind === 2 && rankedIds.length > 1)
      return { shownIds, rankedIds: rankedIds.slice(0, 1 + prng.below(rankedIds.length - 1)), outcome: 'partial' };
    return { shownIds, rankedIds, outcome: 'complete' };
  };
}

/** A judge whose answers all have the same outcome, which is not `complete`; a partial one ranks every second member as shown. */
export function failingJudge(outcome: 'partial' | 'none-belong' | 'malformed'): PlainJudge {
  return (shownIds) => ({ shownIds, rankedIds: outcome === 'partial' ? shownIds.filter((_, i) => i % 2 === 1) : [], outcome });
}

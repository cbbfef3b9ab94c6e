import { assertGold } from './metric-input.js';

/**
 * One over the rank of the first hit, over the whole ranking (trec_eval's `recip_rank`).
 *
 * @param ranked Entity ids, best first, seeds already removed.
 * @param gold Gold entity ids, seeds already removed.
 * @returns A value in (0, 1], or 0 when nothing is a hit.
 * @throws {EvaluationError} `EMPTY_GOLD_SET`.
 */
export function reciprocalRank(ranked: readonly string[], gold: ReadonlySet<string>): number {
  assertGold(gold);
  const first = ranked.findIndex((id) => gold.has(id));
  return first === -1 ? 0 : 1 / (first + 1);
}

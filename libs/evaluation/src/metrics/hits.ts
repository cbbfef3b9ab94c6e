import { assertCutoff, assertGold, countHits } from './metric-input.js';

/**
 * The plain share of hits among the first k ranks: hits / k (trec_eval's `P_k`). A ranking shorter than k is still divided by k, and a gold set smaller than k
 * keeps the value below 1.
 *
 * @param ranked Entity ids, best first, seeds already removed. A repeated id counts at its first occurrence and later only takes up ranks.
 * @param gold Gold entity ids, seeds already removed.
 * @param cutoff k, a whole number of at least 1.
 * @returns A value in [0, 1].
 * @throws {EvaluationError} `INVALID_CUTOFF`, `EMPTY_GOLD_SET`.
 */
export function hitsAt(ranked: readonly string[], gold: ReadonlySet<string>, cutoff: number): number {
  assertCutoff(cutoff);
  assertGold(gold);
  return countHits(ranked, gold, cutoff) / cutoff;
}

import { assertCutoff, assertGold, hitFlags } from './metric-input.js';

/** What a hit at a 0-based rank is worth (Järvelin & Kekäläinen 2002, with logarithm base 2 and the discount from rank 1 on). */
function discount(index: number): number {
  return 1 / Math.log2(index + 2);
}

/**
 * Binary nDCG@k: the discounted hits among the first k ranks divided by those of the best possible ranking, which has min(|gold|, k) hits on top
 * (trec_eval's `ndcg_cut_k` with relevance 0 or 1).
 *
 * @param ranked Entity ids, best first, seeds already removed. A repeated id counts at its first occurrence and later only takes up ranks.
 * @param gold Gold entity ids, seeds already removed.
 * @param cutoff k, a whole number of at least 1.
 * @returns A value in [0, 1].
 * @throws {EvaluationError} `INVALID_CUTOFF`, `EMPTY_GOLD_SET`.
 */
export function ndcg(ranked: readonly string[], gold: ReadonlySet<string>, cutoff: number): number {
  assertCutoff(cutoff);
  assertGold(gold);
  let gain = 0;
  hitFlags(ranked, gold, cutoff).forEach((isHit, index) => {
    if (isHit) gain += discount(index);
  });
  let idealGain = 0;
  for (let index = 0; index < Math.min(gold.size, cutoff); index += 1) idealGain += discount(index);
  return gain / idealGain;
}

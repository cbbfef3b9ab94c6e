import { assertCutoff, assertGold, hitFlags } from './metric-input.js';
import { mesedDenominator } from './mesed-denominator.js';

/**
 * AP@k as MESED computes it: the precision at each hit among the first k ranks, summed and divided by {@link mesedDenominator}.
 *
 * Relation to trec_eval's `map_cut_k`, which always divides by |gold|: `AP@k = map_cut_k · |gold| / D`. The two are equal when D = |gold|, that is when
 * |gold| ≤ k and the cut prediction has at most 50 entries or at least |gold|.
 *
 * @param ranked Entity ids, best first, seeds already removed. A repeated id counts at its first occurrence and later only takes up ranks.
 * @param gold Gold entity ids, seeds already removed.
 * @param cutoff k, a whole number of at least 1.
 * @returns A value in [0, 1]; 1 when the first min(|gold|, k) ranks are all hits.
 * @throws {EvaluationError} `INVALID_CUTOFF`, `EMPTY_GOLD_SET`.
 */
export function averagePrecision(ranked: readonly string[], gold: ReadonlySet<string>, cutoff: number): number {
  assertCutoff(cutoff);
  assertGold(gold);
  let hits = 0;
  let sum = 0;
  hitFlags(ranked, gold, cutoff).forEach((isHit, index) => {
    if (!isHit) return;
    hits += 1;
    sum += hits / (index + 1);
  });
  return sum / mesedDenominator(gold.size, ranked.length, cutoff);
}

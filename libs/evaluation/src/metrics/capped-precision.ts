import { assertCutoff, assertGold, countHits } from './metric-input.js';
import { mesedDenominator } from './mesed-denominator.js';

/**
 * P@k as MESED computes it: hits among the first k ranks divided by {@link mesedDenominator}. Because the denominator is capped by the number of gold
 * entities, a class smaller than k can reach 1; it is a capped recall rather than a precision. The plain precision is `hitsAt`.
 *
 * @param ranked Entity ids, best first, seeds already removed. A repeated id counts at its first occurrence and later only takes up ranks.
 * @param gold Gold entity ids, seeds already removed.
 * @param cutoff k, a whole number of at least 1.
 * @returns A value in [0, 1].
 * @throws {EvaluationError} `INVALID_CUTOFF`, `EMPTY_GOLD_SET`.
 */
export function cappedPrecision(ranked: readonly string[], gold: ReadonlySet<string>, cutoff: number): number {
  assertCutoff(cutoff);
  assertGold(gold);
  return countHits(ranked, gold, cutoff) / mesedDenominator(gold.size, ranked.length, cutoff);
}

import { assertGold } from './metric-input.js';

/**
 * The share of the gold set that reached the candidate pool, whatever its order: what stage 2 can attain at most (trec_eval's `set_recall`).
 *
 * @param pool Ids of all candidates, in any order, seeds already removed; repetitions are harmless.
 * @param gold Gold entity ids, seeds already removed.
 * @returns A value in [0, 1].
 * @throws {EvaluationError} `EMPTY_GOLD_SET`.
 */
export function poolRecall(pool: Iterable<string>, gold: ReadonlySet<string>): number {
  assertGold(gold);
  const inPool = new Set(pool);
  let found = 0;
  for (const id of gold) if (inPool.has(id)) found += 1;
  return found / gold.size;
}

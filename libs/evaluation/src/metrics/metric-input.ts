import { EvaluationError } from '../evaluation-error.js';

/**
 * The depths at which every query is scored, as in the MESED evaluation.
 * Stored metric names contain them (`map@10`), so that a change makes new results incomparable with history.
 */
export const METRIC_CUTOFFS = [10, 20, 50, 100] as const;

/** One of {@link METRIC_CUTOFFS}. */
export type MetricCutoff = (typeof METRIC_CUTOFFS)[number];

/**
 * Refuses a depth that is not a whole number of at least 1.
 * @throws {EvaluationError} `INVALID_CUTOFF`.
 */
export function assertCutoff(cutoff: number): void {
  if (Number.isSafeInteger(cutoff) && cutoff >= 1) return;
  throw new EvaluationError({
    code: 'INVALID_CUTOFF',
    field: 'cutoff',
    value: cutoff,
    problem: 'a depth counts ranks',
    remedy: 'Pass a whole number of at least 1.',
  });
}

/**
 * Refuses an empty gold set: with nothing to find, every metric would be 0/0, and counting such a query as 0 (or as 1) would move the average for
 * a reason that has nothing to do with the method.
 * @throws {EvaluationError} `EMPTY_GOLD_SET`.
 */
export function assertGold(gold: ReadonlySet<string>): void {
  if (gold.size > 0) return;
  throw new EvaluationError({
    code: 'EMPTY_GOLD_SET',
    field: 'gold',
    value: [],
    problem: 'there is nothing to find, so the query has no score',
    remedy: 'Leave the query out of the benchmark, or give it a gold set that holds more than its seeds.',
  });
}

/**
 * Marks, for each of the first `depth` ranks, whether it is a hit: a gold entity at its first occurrence. A repetition keeps its rank but is a miss,
 * so that naming an entity twice can only cost.
 */
export function hitFlags(ranked: readonly string[], gold: ReadonlySet<string>, depth: number = ranked.length): boolean[] {
  const seen = new Set<string>();
  return ranked.slice(0, depth).map((id) => {
    const isHit = gold.has(id) && !seen.has(id);
    seen.add(id);
    return isHit;
  });
}

/** Counts the hits among the first `depth` ranks. */
export function countHits(ranked: readonly string[], gold: ReadonlySet<string>, depth: number): number {
  return hitFlags(ranked, gold, depth).filter(Boolean).length;
}

import { EvaluationError } from '../evaluation-error.js';
import { finiteNumber } from '../numeric-checks.js';

/** One query scored under two methods by the same metric. */
export interface PairedScore {
  readonly queryId: string;
  readonly baseline: number;
  readonly method: number;
}

/**
 * Joins the per-query scores of two methods, ascending by query id, so that the same results always give the same pairs.
 *
 * @throws {EvaluationError} `UNPAIRED_QUERIES` when a query has been scored under one method only, `INVALID_NUMBER` for a score that is not finite.
 */
export function pairScores(baseline: ReadonlyMap<string, number>, method: ReadonlyMap<string, number>): PairedScore[] {
  const missing = [...[...baseline.keys()].filter((id) => !method.has(id)), ...[...method.keys()].filter((id) => !baseline.has(id))].sort();
  if (missing.length > 0) {
    throw new EvaluationError({
      code: 'UNPAIRED_QUERIES',
      field: 'queries',
      value: missing,
      problem: 'they are scored under one of the two methods only',
      remedy: 'Compare two evaluations of the same queries of the same benchmark.',
    });
  }
  return [...baseline]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([queryId, score]) => ({
      queryId,
      baseline: finiteNumber(`baseline score of ${queryId}`, score),
      method: finiteNumber(`method score of ${queryId}`, method.get(queryId) ?? Number.NaN),
    }));
}

/** Method minus baseline, by query, in the order of the pairs. */
export function scoreDifferences(pairs: readonly PairedScore[]): number[] {
  return pairs.map((pair) => finiteNumber(`difference for ${pair.queryId}`, pair.method - pair.baseline));
}

import { EvaluationError } from '../evaluation-error.js';
import { finiteNumber, wholeNumber } from '../numeric-checks.js';

/** The scores of one query, with its place in the benchmark. */
export interface ClassQueryScores {
  readonly classId: string;
  /** Position of the query among those of its class, from 0. */
  readonly queryIndex: number;
  readonly scores: Readonly<Record<string, number>>;
}

/** The mean over the classes that have a query with this index. */
export interface QueryIndexAverage {
  readonly queryIndex: number;
  readonly classCount: number;
  readonly scores: Readonly<Record<string, number>>;
}

/** The average over a benchmark, and the step before it. */
export interface MacroAverage {
  readonly scores: Readonly<Record<string, number>>;
  /** Ascending by index. Their spread shows how much depends on the choice of seeds. */
  readonly byQueryIndex: readonly QueryIndexAverage[];
}

/**
 * Averages as MESED does: over the classes for each query index, then over the indices. With the same number of queries in every class this is the plain
 * mean; otherwise a query counts for more where fewer classes have one with its index. The order of the input does not matter, to the last bit.
 *
 * @throws {EvaluationError} `NOTHING_TO_AVERAGE` for no queries, `DUPLICATE_QUERY` for a class and index that occur twice, `INCONSISTENT_METRICS` when the
 *   queries do not all have the same metrics, `INVALID_NUMBER` for a score that is not finite or an index that is
 *   not a whole number from 0.
 */
export function macroAverage(queries: readonly ClassQueryScores[]): MacroAverage {
  const metrics = commonMetrics(queries);
  const byIndex = new Map<number, ClassQueryScores[]>();
  for (const query of queries) wholeNumber(`queryIndex of class ${query.classId}`, query.queryIndex, 0);
  for (const query of [...queries].sort(byIndexThenClass)) {
    const group = byIndex.get(query.queryIndex) ?? [];
    if (group.at(-1)?.classId === query.classId) throw duplicateQuery(query);
    byIndex.set(query.queryIndex, [...group, query]);
  }
  const byQueryIndex = [...byIndex].map(([queryIndex, group]) => ({
    queryIndex,
    classCount: group.length,
    scores: meanScores(group, metrics),
  }));
  return { scores: meanScores(byQueryIndex, metrics), byQueryIndex };
}

/** A fixed order of summation: floating-point addition is not associative. */
function byIndexThenClass(a: ClassQueryScores, b: ClassQueryScores): number {
  if (a.queryIndex !== b.queryIndex) return a.queryIndex - b.queryIndex;
  if (a.classId === b.classId) return 0;
  return a.classId < b.classId ? -1 : 1;
}

function meanScores(rows: readonly Pick<ClassQueryScores, 'scores'>[], metrics: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    metrics.map((metric) => {
      const sum = rows.reduce((total, row) => total + finiteNumber(`scores["${metric}"]`, row.scores[metric] ?? Number.NaN), 0);
      return [metric, sum / rows.length];
    }),
  );
}

function commonMetrics(queries: readonly ClassQueryScores[]): string[] {
  const first = queries[0];
  if (first === undefined) {
    throw new EvaluationError({
      code: 'NOTHING_TO_AVERAGE',
      field: 'queries',
      value: [],
      problem: 'an average needs at least one query',
      remedy: 'Score at least one query of the benchmark first.',
    });
  }
  const metrics = Object.keys(first.scores);
  for (const query of queries) {
    const own = Object.keys(query.scores);
    if (own.length === metrics.length && metrics.every((metric) => Object.hasOwn(query.scores, metric))) continue;
    throw new EvaluationError({
      code: 'INCONSISTENT_METRICS',
      field: `scores of class ${query.classId}, query ${query.queryIndex}`,
      value: own,
      problem: `class ${first.classId}, query ${first.queryIndex} has ${metrics.join(', ')}`,
      remedy: 'Score all queries of a benchmark in the same way.',
    });
  }
  return metrics;
}

function duplicateQuery(query: ClassQueryScores): EvaluationError {
  return new EvaluationError({
    code: 'DUPLICATE_QUERY',
    field: 'queries',
    value: { classId: query.classId, queryIndex: query.queryIndex },
    problem: 'the query occurs twice and would count twice',
    remedy: 'Pass every query of a class once, each with its own index.',
  });
}

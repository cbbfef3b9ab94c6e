import type { Benchmark, BenchmarkQuery, EvaluationQueryResult } from '@etcetera/store';
import { byKey, contextLoader, listsByKey } from '../loading/context-loader.js';

/** Benchmarks by id. */
export const benchmarkById = contextLoader<string, Benchmark>(
  async (ids, { services }) =>
    byKey(await services.database.prisma.benchmark.findMany({ where: { id: { in: [...ids] } } }), (row) => row.id),
  (id) => new Error(`Benchmark ${id} is referred to but not stored.`),
);

/** Number of queries by benchmark. */
export const queryCountOf = contextLoader<string, number>(
  async (ids, { services }) => {
    const counts = await services.database.prisma.benchmarkQuery.groupBy({
      by: ['benchmarkId'],
      where: { benchmarkId: { in: [...ids] } },
      _count: { _all: true },
    });
    return new Map(counts.map((row) => [row.benchmarkId, row._count._all]));
  },
  () => 0,
);

export type QueryResultRow = Omit<EvaluationQueryResult, 'rankedIds'> & {
  readonly query: Pick<BenchmarkQuery, 'className' | 'queryIndex' | 'seedIds'>;
};

/** Results by evaluation, ordered by class and index of the query; without the ranked lists. */
export const queryResultsOf = contextLoader<string, QueryResultRow[]>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.evaluationQueryResult.findMany({
      where: { evaluationId: { in: [...ids] } },
      orderBy: [{ query: { className: 'asc' } }, { query: { queryIndex: 'asc' } }],
      omit: { rankedIds: true },
      include: { query: { select: { className: true, queryIndex: true, seedIds: true } } },
    });
    return listsByKey(ids, rows, (row) => row.evaluationId);
  },
  () => [],
);

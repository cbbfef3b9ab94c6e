import type { BenchmarkRow, EvaluationStore } from '@etcetera/expansion';
import type { PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { unknownBase } from '../knowledge/bases.js';
import { chunksOf } from '../support/sql.js';
import { isStorableText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';

const COLUMNS = { id: true, slug: true, baseId: true, name: true, description: true } as const;

const QUERIES_PER_STATEMENT = 500;

/** Who is said to have made a benchmark: they come with the product or with a data set, not from a person. */
const MAKER = 'system';

/** Benchmarks and their queries. */
export function benchmarkQueries(
  prisma: PrismaClient,
): Pick<EvaluationStore, 'ensureBenchmark' | 'benchmarkBySlug' | 'listBenchmarks' | 'queries'> {
  const find = (tx: Tx, slug: string): Promise<BenchmarkRow | null> => tx.benchmark.findUnique({ where: { slug }, select: COLUMNS });
  return {
    async ensureBenchmark({ queries, ...benchmark }) {
      const known = await find(prisma, benchmark.slug);
      if (known) return known;
      return inTransaction(prisma, async (tx) => {
        if (!(await tx.knowledgeBase.findUnique({ where: { id: benchmark.baseId }, select: { id: true } })))
          await unknownBase(tx, benchmark.baseId);
        const { count } = await tx.benchmark.createMany({ data: [benchmark], skipDuplicates: true });
        const row = await tx.benchmark.findUniqueOrThrow({ where: { slug: benchmark.slug }, select: COLUMNS });
        if (count === 0) return row;
        for (const chunk of chunksOf(queries, QUERIES_PER_STATEMENT)) {
          await tx.benchmarkQuery.createMany({
            data: chunk.map(({ className, queryIndex, seedIds, goldIds }) => ({
              benchmarkId: row.id,
              className,
              queryIndex,
              seedIds: [...seedIds],
              goldIds: [...goldIds],
            })),
          });
        }
        await appendAudit(tx, {
          scope: row.baseId,
          actor: MAKER,
          action: 'benchmark.created',
          subjectType: 'Benchmark',
          subjectId: row.id,
          after: { slug: row.slug, name: row.name, queries: queries.length },
        });
        return row;
      });
    },

    async benchmarkBySlug(slug) {
      return isStorableText(slug) ? ((await find(prisma, slug)) ?? undefined) : undefined;
    },

    listBenchmarks: () => prisma.benchmark.findMany({ select: COLUMNS, orderBy: { slug: 'asc' } }),

    queries: (benchmarkId, perClass) =>
      prisma.benchmarkQuery.findMany({
        where: { benchmarkId, ...(Number.isFinite(perClass) ? { queryIndex: { lt: perClass } } : {}) },
        orderBy: [{ className: 'asc' }, { queryIndex: 'asc' }],
        select: { id: true, className: true, queryIndex: true, seedIds: true, goldIds: true },
      }),
  };
}

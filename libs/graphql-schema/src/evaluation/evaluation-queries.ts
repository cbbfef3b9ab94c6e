import { builder } from '../builder.js';
import { ExpansionMethod } from '../expansion/enums.js';
import { badUserInput } from '../errors/bad-user-input.js';
import { rawId } from '../global-id.js';
import { pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { afterTimeAndId } from '../paging/keyset.js';
import { pageSize } from '../paging/page-size.js';
import { Benchmark } from './benchmark.js';
import { Evaluation, EvaluationConnection } from './evaluation.js';

builder.queryFields((t) => ({
  benchmarks: t.field({
    type: [Benchmark],
    authScopes: { permission: 'read' },
    resolve: (_root, _args, { services }) => services.database.prisma.benchmark.findMany({ orderBy: { slug: 'asc' } }),
  }),
  evaluation: t.field({
    type: Evaluation,
    nullable: true,
    authScopes: { permission: 'read' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { services }) =>
      services.database.prisma.evaluation.findUnique({ where: { id: rawId(id, 'Evaluation', 'id') } }),
  }),
  evaluations: t.field({
    type: EvaluationConnection,
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { ...pageArgs, benchmark: t.arg.string(), method: t.arg({ type: ExpansionMethod }) },
    resolve: async (_root, { benchmark: slug, method, after, first: asked }, { services }) => {
      const first = pageSize(asked);
      const { prisma } = services.database;
      const benchmark = typeof slug === 'string' ? await services.evaluationStore.benchmarkBySlug(slug) : undefined;
      if (typeof slug === 'string' && !benchmark)
        throw badUserInput(`There is no benchmark "${slug}"; "benchmarks" lists them.`, { field: 'benchmark', value: slug });
      const where = { ...(benchmark ? { benchmarkId: benchmark.id } : {}), ...(method ? { method } : {}) };
      const rows = await prisma.evaluation.findMany({
        where: { ...where, ...afterTimeAndId(after, 'createdAt') },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: first + 1,
      });
      return toPage(
        rows,
        { first, after },
        (row) => [row.createdAt.toISOString(), row.id],
        () => prisma.evaluation.count({ where }),
      );
    },
  }),
}));

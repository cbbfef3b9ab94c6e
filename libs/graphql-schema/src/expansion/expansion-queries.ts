import { queryFromInfo } from '@pothos/plugin-prisma';
import { builder } from '../builder.js';
import { findBase } from '../entity/find-base.js';
import { rawId } from '../global-id.js';
import { pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { afterTimeAndId } from '../paging/keyset.js';
import { pageSize } from '../paging/page-size.js';
import { ExpansionFilter, filterCondition } from './expansion-filter.js';
import { RUN_COLUMNS } from './expansion-row.js';
import { Expansion, ExpansionConnection } from './expansion.js';

builder.queryFields((t) => ({
  expansion: t.prismaField({
    type: Expansion,
    nullable: true,
    authScopes: { permission: 'read' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { services }) =>
      services.database.prisma.expansion.findUnique({ ...query, where: { id: rawId(id, 'Expansion', 'id') } }),
  }),
  expansions: t.field({
    type: ExpansionConnection,
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { ...pageArgs, base: t.arg.string(), filter: t.arg({ type: ExpansionFilter }) },
    resolve: async (_root, { base: slug, filter, after, first: asked }, context, info) => {
      const first = pageSize(asked);
      const { prisma } = context.services.database;
      const base = typeof slug === 'string' ? { baseId: (await findBase(context, slug)).id } : {};
      const where = { ...base, ...(await filterCondition(context, filter)) };
      const { select } = queryFromInfo({ context, info, typeName: 'Expansion', path: ['edges', 'node'], select: RUN_COLUMNS });
      const rows = await prisma.expansion.findMany({
        select,
        where: { ...where, ...afterTimeAndId(after, 'createdAt') },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: first + 1,
      });
      return toPage(
        rows,
        { first, after },
        (row) => [row.createdAt.toISOString(), row.id],
        () => prisma.expansion.count({ where }),
      );
    },
  }),
}));

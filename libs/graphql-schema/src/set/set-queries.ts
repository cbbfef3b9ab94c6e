import { builder } from '../builder.js';
import { findBase } from '../entity/find-base.js';
import { rawId } from '../global-id.js';
import { pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { afterNameAndId } from '../paging/keyset.js';
import { pageSize } from '../paging/page-size.js';
import { EntitySet, EntitySetConnection } from './entity-set.js';

builder.queryFields((t) => ({
  entitySet: t.field({
    type: EntitySet,
    nullable: true,
    authScopes: { permission: 'read' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { services }) =>
      services.database.prisma.entitySet.findUnique({ where: { id: rawId(id, 'EntitySet', 'id'), deletedAt: null } }),
  }),
  entitySets: t.field({
    type: EntitySetConnection,
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { ...pageArgs, base: t.arg.string() },
    resolve: async (_root, { base: slug, after, first: asked }, context) => {
      const first = pageSize(asked);
      const { prisma } = context.services.database;
      const base = await findBase(context, slug);
      const live = { baseId: base.id, deletedAt: null };
      const rows = await prisma.entitySet.findMany({
        where: { ...live, ...afterNameAndId(after) },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: first + 1,
      });
      return toPage(
        rows,
        { first, after },
        (row) => [row.name, row.id],
        () => prisma.entitySet.count({ where: live }),
      );
    },
  }),
}));

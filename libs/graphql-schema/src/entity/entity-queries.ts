import { builder } from '../builder.js';
import { rawId } from '../global-id.js';
import { pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { afterNameAndId } from '../paging/keyset.js';
import { pageSize } from '../paging/page-size.js';
import { Entity, EntityConnection } from './entity.js';
import { findBase } from './find-base.js';

builder.queryFields((t) => ({
  entity: t.field({
    type: Entity,
    nullable: true,
    authScopes: { permission: 'read' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { services }) => services.database.prisma.entity.findUnique({ where: { id: rawId(id, 'Entity', 'id') } }),
  }),
  entities: t.field({
    type: EntityConnection,
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { ...pageArgs, base: t.arg.string() },
    resolve: async (_root, { base: slug, after, first: asked }, context) => {
      const first = pageSize(asked);
      const { prisma } = context.services.database;
      const base = await findBase(context, slug);
      const live = { baseId: base.id, deletedAt: null };
      const rows = await prisma.entity.findMany({
        where: { ...live, ...afterNameAndId(after) },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: first + 1,
      });
      return toPage(
        rows,
        { first, after },
        (row) => [row.name, row.id],
        () => prisma.entity.count({ where: live }),
      );
    },
  }),
}));

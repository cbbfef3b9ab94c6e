import { decodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../builder.js';
import { findBase } from '../entity/find-base.js';
import { pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { afterTimeAndId } from '../paging/keyset.js';
import { pageSize } from '../paging/page-size.js';
import { AuditEventConnection } from './audit-event.js';

builder.queryField('auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { ...pageArgs, base: t.arg.string(), subjectId: t.arg.id() },
    resolve: async (_root, { base: slug, subjectId, after, first: asked }, context) => {
      const first = pageSize(asked);
      const { prisma } = context.services.database;
      const where = {
        ...(typeof slug === 'string' ? { scope: (await findBase(context, slug)).id } : {}),
        ...(subjectId ? { subjectId: anyRawId(subjectId) } : {}),
      };
      const rows = await prisma.auditEvent.findMany({
        where: { ...where, ...afterTimeAndId(after, 'at') },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: first + 1,
      });
      return toPage(
        rows,
        { first, after },
        (row) => [row.at.toISOString(), row.id],
        () => prisma.auditEvent.count({ where }),
      );
    },
  }),
);

/** Subjects are of any type: the raw id in a global id of whatever type, or the value itself. */
function anyRawId(value: string): string {
  try {
    return decodeGlobalID(value).id;
  } catch {
    return value;
  }
}

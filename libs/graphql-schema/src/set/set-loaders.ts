import type { EntitySetMember } from '@etcetera/store';
import { contextLoader, listsByKey } from '../loading/context-loader.js';

/** Members by set: ranked ones by rank, then by the time they were added. */
export const membersOf = contextLoader<string, EntitySetMember[]>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.entitySetMember.findMany({
      where: { setId: { in: [...ids] } },
      orderBy: [{ rank: { sort: 'asc', nulls: 'first' } }, { addedAt: 'asc' }, { entityId: 'asc' }],
    });
    return listsByKey(ids, rows, (row) => row.setId);
  },
  () => [],
);

/** Number of entities that belong to a set: its seeds and what was accepted. */
export const memberCountOf = contextLoader<string, number>(
  async (ids, { services }) => {
    const where = { setId: { in: [...ids] }, status: { in: ['SEED' as const, 'ACCEPTED' as const] } };
    const counts = await services.database.prisma.entitySetMember.groupBy({ by: ['setId'], where, _count: { _all: true } });
    return new Map(counts.map((row) => [row.setId, row._count._all]));
  },
  () => 0,
);

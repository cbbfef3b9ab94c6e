import type { KnowledgeBase } from '@etcetera/store';
import { byKey, contextLoader } from '../loading/context-loader.js';

/** Bases by id. */
export const baseById = contextLoader<string, KnowledgeBase>(
  async (ids, { services }) =>
    byKey(await services.database.prisma.knowledgeBase.findMany({ where: { id: { in: [...ids] } } }), (row) => row.id),
  (id) => new Error(`Knowledge base ${id} is referred to but not stored.`),
);

/** Number of live entities by base. */
export const entityCountOf = contextLoader<string, number>(
  async (ids, { services }) => {
    const where = { baseId: { in: [...ids] }, deletedAt: null };
    const counts = await services.database.prisma.entity.groupBy({ by: ['baseId'], where, _count: { _all: true } });
    return new Map(counts.map((row) => [row.baseId, row._count._all]));
  },
  () => 0,
);

export interface SpaceRow {
  readonly model: string;
  readonly dimensions: number;
  readonly template: string;
  readonly vectorCount: number;
}

/** The embedding space in use by base: the newest active one. */
export const activeSpaceOf = contextLoader<string, SpaceRow | null>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.embeddingSpace.findMany({
      where: { baseId: { in: [...ids] }, active: true },
      orderBy: { createdAt: 'asc' },
      select: { baseId: true, model: true, dimensions: true, template: true, vectorCount: true },
    });
    return byKey(rows, (row) => row.baseId);
  },
  () => null,
);

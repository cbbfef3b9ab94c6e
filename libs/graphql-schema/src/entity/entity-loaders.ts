import type { Entity } from '@etcetera/store';
import type { GraphQLContext } from '../context.js';
import { byKey, contextLoader, listsByKey } from '../loading/context-loader.js';

const entityLoader = contextLoader<string, Entity>(
  async (ids, { services }) => byKey(await services.database.prisma.entity.findMany({ where: { id: { in: [...ids] } } }), (row) => row.id),
  (id) => new Error(`Entity ${id} is referred to but not stored.`),
);

/** Entities by id in the order of the ids, deleted ones included (history shows them); one query for all asked for in a tick. */
export function loadEntities(context: GraphQLContext, ids: readonly string[]): Promise<Entity[]> {
  const loader = entityLoader(context);
  return Promise.all(ids.map((id) => loader.load(id)));
}

/** One entity by id; see `loadEntities`. */
export const loadEntity = (context: GraphQLContext, id: string): Promise<Entity> => entityLoader(context).load(id);

interface TextRow {
  readonly entityId: string;
  readonly text: string;
}

/** Aliases by entity, in alphabetical order. */
export const aliasesOf = contextLoader<string, TextRow[]>(
  async (ids, { services }) => {
    const where = { entityId: { in: [...ids] } };
    return listsByKey(
      ids,
      await services.database.prisma.entityAlias.findMany({ where, orderBy: [{ normalizedText: 'asc' }, { id: 'asc' }] }),
      (row) => row.entityId,
    );
  },
  () => [],
);

/** Sentences by entity, in their order. */
export const contextsOf = contextLoader<string, TextRow[]>(
  async (ids, { services }) => {
    const where = { entityId: { in: [...ids] } };
    return listsByKey(
      ids,
      await services.database.prisma.entityContext.findMany({ where, orderBy: { position: 'asc' } }),
      (row) => row.entityId,
    );
  },
  () => [],
);

export interface ImageRow {
  readonly entityId: string;
  readonly sha256: string;
  readonly altText: string;
  readonly mimeType: string;
}

/** Pictures by entity, in their order, without their bytes. */
export const imagesOf = contextLoader<string, ImageRow[]>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.entityImage.findMany({
      where: { entityId: { in: [...ids] } },
      orderBy: { position: 'asc' },
      select: { entityId: true, sha256: true, altText: true, blob: { select: { mimeType: true } } },
    });
    const images = rows.map(({ entityId, sha256, altText, blob }) => ({ entityId, sha256, altText, mimeType: blob.mimeType }));
    return listsByKey(ids, images, (row) => row.entityId);
  },
  () => [],
);

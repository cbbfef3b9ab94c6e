import type { EntityRow, KnowledgeStore } from '@etcetera/knowledge';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { checkPageSize, decodeCursor, encodeCursor } from '../support/cursor.js';
import { isStorableText } from '../support/stored-json.js';
import { ENTITY_COLUMNS, toEntityRow } from './entity-columns.js';

/** Live entities: by id, by page, by exact name. */
export function entityQueries(
  prisma: PrismaClient,
): Pick<KnowledgeStore, 'entitiesById' | 'listEntities' | 'countEntities' | 'entitiesByExactName'> {
  return {
    /** In the order of `ids`; those that are not live entities of the base are left out. */
    async entitiesById(baseId, ids) {
      if (ids.length === 0) return [];
      const rows = await prisma.$queryRaw<EntityRow[]>`
        SELECT ${ENTITY_COLUMNS} FROM "Entity" e
        WHERE e."id" = ANY(${[...new Set(ids)].filter(isStorableText)}::text[]) AND e."baseId" = ${baseId} AND e."deletedAt" IS NULL`;
      const byId = new Map(rows.map((row) => [row.id, toEntityRow(row)]));
      return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
    },

    async listEntities(baseId, page) {
      checkPageSize(page.first);
      const after = page.after === undefined ? undefined : decodeCursor(page.after, 2);
      const rows = await prisma.$queryRaw<EntityRow[]>`
        SELECT ${ENTITY_COLUMNS} FROM "Entity" e
        WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL
          ${after ? Prisma.sql`AND (e."name", e."id") > (${after[0]}::text, ${after[1]}::text)` : Prisma.empty}
        ORDER BY e."name", e."id" LIMIT ${page.first + 1}`;
      const shown = rows.slice(0, page.first).map(toEntityRow);
      const last = shown.at(-1);
      return { rows: shown, endCursor: last ? encodeCursor([last.name, last.id]) : null, hasNextPage: rows.length > page.first };
    },

    countEntities: (baseId) => prisma.entity.count({ where: { baseId, deletedAt: null } }),

    /** Entities of that name come before those of that alias. */
    async entitiesByExactName(baseId, normalizedText) {
      if (!isStorableText(normalizedText)) return [];
      const rows = await prisma.$queryRaw<EntityRow[]>`
        SELECT ${ENTITY_COLUMNS} FROM "Entity" e
        WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND e."id" IN (
          SELECT n."id" FROM "Entity" n WHERE n."baseId" = ${baseId} AND n."normalizedName" = ${normalizedText}
          UNION SELECT a."entityId" FROM "EntityAlias" a WHERE a."normalizedText" = ${normalizedText})
        ORDER BY e."normalizedName" = ${normalizedText} DESC, e."name" COLLATE "C", e."id" COLLATE "C"`;
      return rows.map(toEntityRow);
    },
  };
}

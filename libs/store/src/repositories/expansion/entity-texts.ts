import type { EntityTexts } from '@etcetera/expansion';
import type { JudgedEntity } from '@etcetera/ranking';
import type { PrismaClient } from '../../generated/client/client.js';

/** What judges may read of entities. Deleted ones are included: a run goes on with the vocabulary that it started with. */
export function createEntityTexts(prisma: PrismaClient): EntityTexts {
  return {
    async byId(baseId, ids) {
      const rows = await prisma.$queryRaw<{ id: string; name: string; description: string | null; imageSha256: string | null }[]>`
        SELECT e."id", e."name", e."description",
          (SELECT i."sha256" FROM "EntityImage" i WHERE i."entityId" = e."id" ORDER BY i."position" LIMIT 1) AS "imageSha256"
        FROM "Entity" e WHERE e."id" = ANY(${ids}::text[]) AND e."baseId" = ${baseId}`;
      const found = new Map(rows.map((row) => [row.id, row]));
      return new Map(
        ids.flatMap((id): [string, JudgedEntity][] => {
          const row = found.get(id);
          if (!row) return [];
          const { name, description, imageSha256 } = row;
          return [[id, { id, name, ...(description ? { description } : {}), ...(imageSha256 ? { imageSha256 } : {}) }]];
        }),
      );
    },
  };
}

import type { EntityRow } from '@etcetera/knowledge';
import { Prisma } from '../../generated/client/client.js';

/** Columns of an {@link EntityRow} for a query whose "Entity" is called `e`. Aliases are in order of their normalised text. */
export const ENTITY_COLUMNS = Prisma.sql`
  e."id", e."baseId", e."name", e."description", e."attributes",
  ARRAY(SELECT a."text" FROM "EntityAlias" a WHERE a."entityId" = e."id" ORDER BY a."normalizedText" COLLATE "C") AS "aliases",
  ARRAY(SELECT i."sha256" FROM "EntityImage" i WHERE i."entityId" = e."id" ORDER BY i."position") AS "imageSha256s"`;

/** The entity of a row that was selected with {@link ENTITY_COLUMNS}, without whatever else was selected. */
export function toEntityRow(row: EntityRow): EntityRow {
  const { id, baseId, name, description, aliases, attributes, imageSha256s } = row;
  return { id, baseId, name, description, aliases, attributes, imageSha256s };
}

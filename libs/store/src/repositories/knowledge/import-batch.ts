import { InvalidInputError, type BatchOutcome, type ImportedEntity, type Rejection } from '@etcetera/knowledge';
import { UTC_NOW } from '../support/sql.js';
import { visibleText } from '../support/stored-json.js';
import type { Tx } from '../support/transaction.js';
import { storeImageBlobs } from './images.js';

/** Rows of one batch of an import, as its reader hands them over. */
export interface ImportBatchRows {
  readonly entities: readonly ImportedEntity[];
  readonly rejections: readonly Rejection[];
  /** Rows of the source that this batch covers. */
  readonly rowsRead: number;
}

/**
 * Writes a batch with a fixed number of statements, however many rows it has. Rows whose content hash is unchanged are left alone;
 * changed or deleted ones are replaced wholly, with their aliases, contexts and pictures. When a batch holds an entity twice, the last
 * row counts.
 */
export async function writeImportBatch(tx: Tx, importId: string, batch: ImportBatchRows): Promise<BatchOutcome> {
  const base = await lockBase(tx, importId);
  const { outcome, changed, replacedIds } = await compare(tx, base.id, batch.entities);

  if (changed.length > 0) {
    await writeEntities(tx, base.id, importId, changed);
    if (replacedIds.length > 0) await dropParts(tx, replacedIds);
    await storeImageBlobs(
      tx,
      changed.flatMap((entity) => entity.images),
    );
    await writeParts(tx, changed);
    await tx.$executeRaw`UPDATE "KnowledgeBase" SET "revision" = "revision" + 1 WHERE "id" = ${base.id}`;
  }
  await writeRejections(tx, importId, batch.rejections);
  await tx.$executeRaw`
    UPDATE "ImportBatch"
    SET "created" = "created" + ${outcome.created}, "updated" = "updated" + ${outcome.updated}, "unchanged" = "unchanged" + ${outcome.unchanged},
        "rejected" = "rejected" + ${batch.rejections.length}, "rowsRead" = "rowsRead" + ${batch.rowsRead}
    WHERE "id" = ${importId}`;
  return outcome;
}

/** One import at a time writes to a base: two that share rows would otherwise wait for each other in a circle. */
async function lockBase(tx: Tx, importId: string): Promise<{ id: string }> {
  const [found] = await tx.$queryRaw<{ id: string; status: string }[]>`
    SELECT b."id", i."status"::text AS "status" FROM "ImportBatch" i JOIN "KnowledgeBase" b ON b."id" = i."baseId"
    WHERE i."id" = ${importId} FOR NO KEY UPDATE OF b, i`;
  if (found?.status !== 'RUNNING') throw new InvalidInputError('importId', importId, 'name an import that is still running');
  return found;
}

async function compare(
  tx: Tx,
  baseId: string,
  entities: readonly ImportedEntity[],
): Promise<{ outcome: BatchOutcome; changed: readonly ImportedEntity[]; replacedIds: readonly string[] }> {
  const ids = [...new Set(entities.map((entity) => entity.id))];
  const stored =
    ids.length === 0
      ? []
      : await tx.$queryRaw<{ id: string; contentHash: string; deleted: boolean }[]>`
          SELECT "id", "contentHash", "deletedAt" IS NOT NULL AS "deleted" FROM "Entity"
          WHERE "id" = ANY(${ids}::text[]) AND "baseId" = ${baseId}`;
  // A deleted row has no hash that could be equal: importing it again brings it back.
  const hashes = new Map(stored.map((row) => [row.id, row.deleted ? '' : row.contentHash]));
  const storedIds = new Set(hashes.keys());
  const changed = new Map<string, ImportedEntity>();
  const outcome = { created: 0, updated: 0, unchanged: 0 };
  for (const entity of entities) {
    const hash = hashes.get(entity.id);
    if (hash === entity.contentHash) {
      outcome.unchanged += 1;
      continue;
    }
    if (hash === undefined) outcome.created += 1;
    else outcome.updated += 1;
    hashes.set(entity.id, entity.contentHash);
    changed.set(entity.id, entity);
  }
  return { outcome, changed: [...changed.values()], replacedIds: [...changed.keys()].filter((id) => storedIds.has(id)) };
}

async function writeEntities(tx: Tx, baseId: string, importId: string, entities: readonly ImportedEntity[]): Promise<void> {
  const rows = JSON.stringify(
    entities.map(({ id, source, externalId, name, normalizedName, description, attributes, contentHash }) => ({
      id,
      source,
      externalId,
      name,
      normalizedName,
      description,
      attributes,
      contentHash,
    })),
  );
  await tx.$executeRaw`
    INSERT INTO "Entity" ("id", "baseId", "source", "externalId", "name", "normalizedName", "description", "attributes", "contentHash", "importId", "createdAt", "updatedAt")
    SELECT r."id", ${baseId}, r."source", r."externalId", r."name", r."normalizedName", r."description", coalesce(r."attributes", '{}'), r."contentHash", ${importId}, ${UTC_NOW}, ${UTC_NOW}
    FROM json_to_recordset(${rows}::json) AS r("id" text, "source" text, "externalId" text, "name" text, "normalizedName" text, "description" text, "attributes" jsonb, "contentHash" text)
    ON CONFLICT ("id") DO UPDATE SET
      "name" = excluded."name", "normalizedName" = excluded."normalizedName", "description" = excluded."description", "attributes" = excluded."attributes",
      "contentHash" = excluded."contentHash", "importId" = excluded."importId", "updatedAt" = excluded."updatedAt", "deletedAt" = NULL, "version" = "Entity"."version" + 1`;
}

async function dropParts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM "EntityAlias" WHERE "entityId" = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM "EntityContext" WHERE "entityId" = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM "EntityImage" WHERE "entityId" = ANY(${ids}::text[])`;
}

async function writeParts(tx: Tx, entities: readonly ImportedEntity[]): Promise<void> {
  const aliases = entities.flatMap(({ id, aliases: forms }) => forms.map((form) => ({ entityId: id, ...form })));
  const contexts = entities.flatMap(({ id, contexts: texts }) => texts.map((text, position) => ({ entityId: id, position, text })));
  const images = entities.flatMap(({ id, images: pictures }) =>
    pictures.map(({ sha256, altText }, position) => ({ entityId: id, position, sha256, altText })),
  );
  if (aliases.length > 0) {
    // Two aliases that are the same once normalised are one alias.
    await tx.$executeRaw`
      INSERT INTO "EntityAlias" ("id", "entityId", "text", "normalizedText")
      SELECT gen_random_uuid()::text, r."entityId", r."text", r."normalizedText"
      FROM json_to_recordset(${JSON.stringify(aliases)}::json) AS r("entityId" text, "text" text, "normalizedText" text)
      ON CONFLICT ("entityId", "normalizedText") DO NOTHING`;
  }
  if (contexts.length > 0) {
    await tx.$executeRaw`
      INSERT INTO "EntityContext" ("id", "entityId", "position", "text")
      SELECT gen_random_uuid()::text, r."entityId", r."position", r."text"
      FROM json_to_recordset(${JSON.stringify(contexts)}::json) AS r("entityId" text, "position" int, "text" text)`;
  }
  if (images.length > 0) {
    await tx.$executeRaw`
      INSERT INTO "EntityImage" ("id", "entityId", "position", "sha256", "altText")
      SELECT gen_random_uuid()::text, r."entityId", r."position", r."sha256", r."altText"
      FROM json_to_recordset(${JSON.stringify(images)}::json) AS r("entityId" text, "position" int, "sha256" text, "altText" text)`;
  }
}

async function writeRejections(tx: Tx, importId: string, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return;
  const rows = rejections.map(({ line, reason, field, raw }) => ({ line, reason: visibleText(reason), field, raw: visibleText(raw) }));
  await tx.$executeRaw`
    INSERT INTO "ImportRejection" ("id", "importId", "line", "reason", "field", "raw")
    SELECT gen_random_uuid()::text, ${importId}, r."line", r."reason", r."field", r."raw"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("line" int, "reason" text, "field" text, "raw" text)`;
}

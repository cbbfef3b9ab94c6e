import { InvalidInputError, UnknownEntityIdError, type EmbeddingSpaceRow, type KnowledgeStore } from '@etcetera/knowledge';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { chunksOf } from '../support/sql.js';
import { inTransaction, type Tx } from '../support/transaction.js';

const COLUMNS = {
  id: true,
  baseId: true,
  model: true,
  modelSha256: true,
  dimensions: true,
  template: true,
  mean: true,
  vectorCount: true,
} as const;

/** Vectors that go to the database in one statement. */
const VECTORS_PER_STATEMENT = 500;

/** How an entity is written as text, by the template of its space. */
const TEXT_OF_TEMPLATE: Readonly<Record<string, Prisma.Sql>> = {
  name: Prisma.sql`e."name"`,
  'name: description': Prisma.sql`CASE WHEN btrim(coalesce(e."description", '')) = '' THEN e."name" ELSE e."name" || ': ' || e."description" END`,
};

/** Embedding spaces and their vectors. */
export function embeddingQueries(
  prisma: PrismaClient,
): Pick<KnowledgeStore, 'activeSpace' | 'ensureSpace' | 'entitiesToEmbed' | 'writeEmbeddings' | 'refreshSpaceMean'> {
  return {
    async activeSpace(baseId) {
      const space = await prisma.embeddingSpace.findFirst({
        where: { baseId, active: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: COLUMNS,
      });
      return space ?? undefined;
    },

    /** A base's first space is in use at once; a later one takes over when {@link KnowledgeStore.refreshSpaceMean} finds it as full. */
    async ensureSpace(baseId, space) {
      textOf(space.template);
      const { dimensions, ...identity } = space;
      return inTransaction(prisma, async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "KnowledgeBase" WHERE "id" = ${baseId} FOR NO KEY UPDATE`;
        const known = await tx.embeddingSpace.findUnique({
          where: { baseId_model_modelSha256_template: { baseId, ...identity } },
          select: COLUMNS,
        });
        if (known && known.dimensions !== dimensions) {
          throw new InvalidInputError(
            'dimensions',
            String(dimensions),
            `vectors of ${space.model} in this base have ${known.dimensions} dimensions; check the model file`,
          );
        }
        if (known) return known;
        const active = (await tx.embeddingSpace.count({ where: { baseId, active: true } })) === 0;
        return tx.embeddingSpace.create({ data: { baseId, ...identity, dimensions, active, mean: [] }, select: COLUMNS });
      });
    },

    async entitiesToEmbed(spaceId, limit) {
      const space = await spaceById(prisma, spaceId);
      return prisma.$queryRaw<{ entityId: string; text: string; textHash: string }[]>`
        SELECT t."entityId", t."text", t."textHash"
        FROM (
          SELECT s."entityId", s."text", encode(sha256(convert_to(s."text", 'UTF8')), 'hex') AS "textHash"
          FROM (
            SELECT e."id" AS "entityId", ${textOf(space.template)} AS "text" FROM "Entity" e WHERE e."baseId" = ${space.baseId} AND e."deletedAt" IS NULL
          ) s
        ) t
        LEFT JOIN "Embedding" v ON v."spaceId" = ${spaceId} AND v."entityId" = t."entityId"
        WHERE v."textHash" IS DISTINCT FROM t."textHash"
        ORDER BY t."entityId" COLLATE "C" LIMIT ${limit}`;
    },

    async writeEmbeddings(spaceId, rows) {
      const space = await spaceById(prisma, spaceId);
      for (const { entityId, vector } of rows) {
        if (vector.length !== space.dimensions || !vector.every(Number.isFinite)) {
          throw new InvalidInputError(
            `vector of ${entityId}`,
            `${vector.length} numbers`,
            `give ${space.dimensions} finite numbers, as the space holds`,
          );
        }
      }
      await inTransaction(prisma, async (tx) => {
        for (const chunk of chunksOf(rows, VECTORS_PER_STATEMENT)) await insertVectors(tx, space, chunk);
      });
    },

    async refreshSpaceMean(spaceId) {
      return inTransaction(prisma, async (tx) => {
        const { baseId } = await spaceById(tx, spaceId);
        await tx.$queryRaw`SELECT 1 FROM "KnowledgeBase" WHERE "id" = ${baseId} FOR NO KEY UPDATE`;
        await tx.$executeRaw`
          UPDATE "EmbeddingSpace" s
          SET "vectorCount" = m.count, "mean" = coalesce(m.mean::real[]::float8[], '{}')
          FROM (SELECT count(*)::int AS count, avg("vector" ORDER BY "entityId" COLLATE "C") AS mean FROM "Embedding" WHERE "spaceId" = ${spaceId}) m
          WHERE s."id" = ${spaceId}`;
        const space = await spaceById(tx, spaceId);
        const fuller = await tx.embeddingSpace.count({
          where: { baseId, active: true, id: { not: spaceId }, vectorCount: { gt: space.vectorCount } },
        });
        if (fuller === 0) {
          await tx.embeddingSpace.updateMany({ where: { baseId, active: true, id: { not: spaceId } }, data: { active: false } });
          await tx.embeddingSpace.update({ where: { id: spaceId }, data: { active: true } });
        }
        return space;
      });
    },
  };
}

async function insertVectors(
  tx: Tx,
  space: EmbeddingSpaceRow,
  rows: readonly { entityId: string; textHash: string; vector: Float32Array }[],
): Promise<void> {
  const records = rows.map(({ entityId, textHash, vector }) => ({ entityId, textHash, vector: `[${vector.join(',')}]` }));
  const written = await tx.$executeRaw`
    INSERT INTO "Embedding" ("spaceId", "entityId", "textHash", "vector")
    SELECT ${space.id}, r."entityId", r."textHash", r."vector"::vector
    FROM json_to_recordset(${JSON.stringify(records)}::json) AS r("entityId" text, "textHash" text, "vector" text)
    JOIN "Entity" e ON e."id" = r."entityId" AND e."baseId" = ${space.baseId}
    ON CONFLICT ("spaceId", "entityId") DO UPDATE SET "textHash" = excluded."textHash", "vector" = excluded."vector"`;
  if (written < rows.length) {
    const known = await tx.entity.findMany({
      where: { baseId: space.baseId, id: { in: rows.map((row) => row.entityId) } },
      select: { id: true },
    });
    const ids = new Set(known.map((row) => row.id));
    throw new UnknownEntityIdError(
      'entityId',
      rows.flatMap((row) => (ids.has(row.entityId) ? [] : row.entityId)),
    );
  }
}

async function spaceById(tx: Tx, spaceId: string): Promise<EmbeddingSpaceRow> {
  const space = await tx.embeddingSpace.findUnique({ where: { id: spaceId }, select: COLUMNS });
  if (!space) throw new InvalidInputError('spaceId', spaceId, 'name an embedding space of this database');
  return space;
}

function textOf(template: string): Prisma.Sql {
  const text = TEXT_OF_TEMPLATE[template];
  if (!text)
    throw new InvalidInputError(
      'template',
      template,
      `use ${Object.keys(TEXT_OF_TEMPLATE)
        .map((name) => `"${name}"`)
        .join(' or ')}`,
    );
  return text;
}

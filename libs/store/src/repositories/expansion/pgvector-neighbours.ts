import { sha256Hex, type NeighbourSource, type ScoredEntity } from '@etcetera/expansion';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';

/**
 * Embedding neighbours by exact scan. Vectors are compared after the mean of the space is taken from them: sentence embeddings share a
 * large common part, and without it cosine says more about what sets two entities apart.
 */
export function createNeighbourSource(prisma: PrismaClient): NeighbourSource {
  return {
    async space(baseId) {
      const [space] = await prisma.$queryRaw<SpaceFacts[]>`
        SELECT s."id", s."model", s."template", s."vectorCount", s."mean", b."revision",
          (SELECT count(*) FILTER (WHERE btrim(coalesce(e."description", '')) <> '')::float8 / greatest(count(*), 1)
           FROM "Entity" e WHERE e."baseId" = b."id" AND e."deletedAt" IS NULL) AS "describedShare"
        FROM "EmbeddingSpace" s JOIN "KnowledgeBase" b ON b."id" = s."baseId"
        WHERE s."baseId" = ${baseId} AND s."active" AND s."vectorCount" > 0
        ORDER BY s."createdAt", s."id" LIMIT 1`;
      if (!space) return undefined;
      const { mean, revision, ...facts } = space;
      // The revision is part of the key because deleted entities are left out of what is found.
      return { ...facts, key: `${facts.id}:${facts.vectorCount}:${revision}:${sha256Hex(JSON.stringify(mean)).slice(0, 16)}` };
    },

    nearest: (spaceId, seedIds, limit) =>
      prisma.$queryRaw<ScoredEntity[]>`
        ${scored(spaceId, seedIds, Prisma.sql`NOT (v."entityId" = ANY(${seedIds}::text[]))`)} LIMIT ${limit}`,

    similarity: (spaceId, referenceIds, entityIds) =>
      prisma.$queryRaw<ScoredEntity[]>(scored(spaceId, referenceIds, Prisma.sql`v."entityId" = ANY(${entityIds}::text[])`)),
  };
}

interface SpaceFacts {
  readonly id: string;
  readonly model: string;
  readonly template: string;
  readonly vectorCount: number;
  readonly mean: readonly number[];
  readonly revision: number;
  readonly describedShare: number;
}

/**
 * Live entities that meet `condition`, by the cosine of their centred vector to the centroid of the references, best first, ties by id.
 * The centroid is the mean of the centred vectors of the references, each brought to length 1 so that all weigh the same. A vector
 * equal to the mean points nowhere; its cosine counts as 0. Without a reference that has a vector there is no row.
 */
function scored(spaceId: string, referenceIds: readonly string[], condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH space AS MATERIALIZED (
      SELECT CASE WHEN cardinality(s."mean") = s."dimensions" THEN s."mean" ELSE array_fill(0::float8, ARRAY[s."dimensions"]) END::vector AS mean
      FROM "EmbeddingSpace" s WHERE s."id" = ${spaceId}
    ), centroid AS MATERIALIZED (
      SELECT avg(l2_normalize(v."vector" - space.mean) ORDER BY v."entityId" COLLATE "C") AS direction
      FROM "Embedding" v CROSS JOIN space WHERE v."spaceId" = ${spaceId} AND v."entityId" = ANY(${referenceIds}::text[])
    )
    SELECT v."entityId", 1 - coalesce(nullif((v."vector" - space.mean) <=> centroid.direction, 'NaN'), 1) AS "score"
    FROM "Embedding" v CROSS JOIN space CROSS JOIN centroid JOIN "Entity" e ON e."id" = v."entityId" AND e."deletedAt" IS NULL
    WHERE v."spaceId" = ${spaceId} AND centroid.direction IS NOT NULL AND ${condition}
    ORDER BY "score" DESC, v."entityId" COLLATE "C"`;
}

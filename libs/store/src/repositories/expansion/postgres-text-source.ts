import type { ScoredEntity, TextSource } from '@etcetera/expansion';
import type { PrismaClient } from '../../generated/client/client.js';

/** Terms of the seeds that are looked for; more only come from very long texts. */
const MOST_TERMS = 400;

/** Share of the score that likeness of spelling has beside shared words: enough to order entities whose words are the same. */
const SPELLING_SHARE = 0.15;

/**
 * The text-search baseline: entities whose name, aliases and description share words with those of the seeds. A word weighs the share of
 * seeds that have it times ln(1 + N/df), where df counts the entities found with it; the sum is divided by the root of the number of
 * words, as cosine does, and scaled to 1 for the best. Likeness of spelling (trigrams of the names) is added with a small weight.
 */
export function createTextSource(prisma: PrismaClient): TextSource {
  return {
    similar: (baseId, seedIds, limit) => prisma.$queryRaw<ScoredEntity[]>`
      WITH seeds AS MATERIALIZED (
        SELECT e."id", e."normalizedName" AS name,
          to_tsvector('english', e."name" || ' ' || coalesce(e."description", '')) ||
          to_tsvector('english', coalesce((SELECT string_agg(a."text", ' ') FROM "EntityAlias" a WHERE a."entityId" = e."id"), '')) AS words
        FROM "Entity" e WHERE e."id" = ANY(${seedIds}::text[]) AND e."baseId" = ${baseId}
      ), terms AS MATERIALIZED (
        SELECT w.lexeme, count(*)::float8 / (SELECT count(*) FROM seeds) AS share
        FROM seeds CROSS JOIN unnest(seeds.words) w GROUP BY w.lexeme ORDER BY count(*) DESC, w.lexeme COLLATE "C" LIMIT ${MOST_TERMS}
      ), query AS MATERIALIZED (
        SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery AS any_term FROM terms
      ), found AS MATERIALIZED (
        SELECT e."id" FROM "Entity" e, query
        WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND to_tsvector('english', e."name" || ' ' || coalesce(e."description", '')) @@ query.any_term
        UNION
        SELECT a."entityId" FROM "EntityAlias" a JOIN "Entity" e ON e."id" = a."entityId", query
        WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND to_tsvector('english', a."text") @@ query.any_term
        UNION
        SELECT e."id" FROM "Entity" e JOIN seeds ON e."normalizedName" % seeds.name WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL
      ), documents AS MATERIALIZED (
        SELECT e."id", e."normalizedName" AS name,
          to_tsvector('english', e."name" || ' ' || coalesce(e."description", '')) ||
          to_tsvector('english', coalesce((SELECT string_agg(a."text", ' ') FROM "EntityAlias" a WHERE a."entityId" = e."id"), '')) AS words
        FROM found JOIN "Entity" e USING ("id")
      ), matches AS MATERIALIZED (
        SELECT d."id", w.lexeme, length(d.words) AS size FROM documents d CROSS JOIN unnest(d.words) w JOIN terms USING (lexeme)
      ), weights AS (
        SELECT terms.lexeme,
          terms.share * ln(1 + (SELECT count(*) FROM "Entity" e WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL)::float8 / count(*)) AS weight
        FROM matches JOIN terms USING (lexeme) GROUP BY terms.lexeme, terms.share
      ), worded AS (
        SELECT m."id", sum(w.weight ORDER BY w.lexeme COLLATE "C") / sqrt(min(m.size)) AS score FROM matches m JOIN weights w USING (lexeme) GROUP BY m."id"
      ), candidates AS MATERIALIZED (
        SELECT d."id", coalesce(worded.score, 0) AS words, (SELECT max(similarity(d.name, seeds.name)) FROM seeds)::float8 AS spelling
        FROM documents d LEFT JOIN worded USING ("id") WHERE NOT (d."id" = ANY(${seedIds}::text[]))
      )
      SELECT c."id" AS "entityId",
        ${1 - SPELLING_SHARE}::float8 * c.words / greatest((SELECT max(words) FROM candidates), 1e-9) + ${SPELLING_SHARE}::float8 * c.spelling AS "score"
      FROM candidates c ORDER BY "score" DESC, c."id" COLLATE "C" LIMIT ${limit}`,
  };
}

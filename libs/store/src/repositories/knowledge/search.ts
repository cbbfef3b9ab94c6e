import { InvalidInputError, type EntityHit, type EntityRow, type KnowledgeStore } from '@etcetera/knowledge';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { inTransaction } from '../support/transaction.js';
import { editPatterns, escapeLike } from './edit-patterns.js';
import { ENTITY_COLUMNS, toEntityRow } from './entity-columns.js';

const MOST_HITS = 100;

/** Texts of fewer characters than this are only completed: every trigram of theirs is shared by half the base. */
const SHORTEST_FUZZY = 3;

/** Search for people who type: completes, forgives slips, and looks into descriptions. */
export function searchQueries(prisma: PrismaClient): Pick<KnowledgeStore, 'searchEntities'> {
  return {
    async searchEntities(baseId, normalizedText, limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > MOST_HITS) {
        throw new InvalidInputError('limit', String(limit), `ask for a whole number of hits from 1 to ${MOST_HITS}`);
      }
      const text = normalizedText.replaceAll('\u0000', ' ').trim();
      if (text === '') return [];
      const rows = await inTransaction(prisma, async (tx) => {
        // For this transaction only: with the default of 0.6 a slip in a word of six letters is not found inside a longer name.
        await tx.$queryRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', true)`;
        const find = (forms: FormCondition): Promise<HitRow[]> => tx.$queryRaw<HitRow[]>(searchStatement(baseId, text, limit, forms));
        const hits = await find(likeForms(text));
        const patterns = hits.length === 0 ? editPatterns(text) : [];
        return patterns.length === 0 ? hits : find(formsWithSlipInWord(patterns));
      });
      return rows.map((row) => ({ entity: toEntityRow(row), score: row.score, how: row.how, matched: row.matched }));
    },
  };
}

type HitRow = EntityRow & Omit<EntityHit, 'entity'>;

/** Which surface forms are looked at, given the column that holds them normalised. */
type FormCondition = (form: Prisma.Sql) => Prisma.Sql;

/** Forms that begin with the text, have a word that does, or are like it by trigrams or by a single slip. */
function likeForms(text: string): FormCondition {
  const patterns = [`${escapeLike(text)}%`, `% ${escapeLike(text)}%`, ...editPatterns(text)];
  const fuzzy = [...text].length >= SHORTEST_FUZZY;
  // A chain of ORs, not LIKE ANY: the trigram index serves each of its parts, but not an array of patterns.
  return (form) => {
    const ways = patterns.map((pattern) => Prisma.sql`${form} LIKE ${pattern}`);
    if (fuzzy) ways.push(Prisma.sql`${form} % ${text}`, Prisma.sql`${form} %> ${text}`);
    return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
  };
}

/** Forms in which a single word is one slip away ("hreat" in "red heart"). No index serves this: it is for texts that found nothing else. */
function formsWithSlipInWord(patterns: readonly string[]): FormCondition {
  const words = patterns.map((pattern) => `% ${pattern} %`);
  return (form) => Prisma.sql`' ' || translate(${form}, ':;,.-/()', '        ') || ' ' LIKE ANY(${words}::text[])`;
}

/**
 * Every surface form that matches in any way is scored, the best form of each entity is kept.
 * Scores by kind: exact 1; start of the form 0.8…0.99 and start of a later word 0.7…0.79 (more for the larger share of the form);
 * slips 0.2…0.69 by trigram likeness, at least 0.6 when a single slip explains it; description 0.42…0.57 by text rank, so that all words
 * found there come before a faint likeness of spelling.
 */
function searchStatement(baseId: string, text: string, limit: number, matches: FormCondition): Prisma.Sql {
  const patterns = editPatterns(text);
  const wordStart = `% ${escapeLike(text)}%`;

  const described =
    [...text].length >= SHORTEST_FUZZY
      ? Prisma.sql`
        UNION ALL
        SELECT e."id", e."name", e."name", 4, 0.42 + 0.15 * ts_rank_cd(${DOCUMENT}, q.query, 32), 'description'
        FROM "Entity" e, (SELECT websearch_to_tsquery('english', ${text}) AS query) q
        WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND ${DOCUMENT} @@ q.query`
      : Prisma.empty;

  return Prisma.sql`
    WITH forms AS (
      SELECT e."id", e."name", e."name" AS form, 0 AS alias, e."normalizedName" AS norm FROM "Entity" e
      WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND ${matches(Prisma.sql`e."normalizedName"`)}
      UNION ALL
      SELECT e."id", e."name", a."text", 1, a."normalizedText" FROM "EntityAlias" a JOIN "Entity" e ON e."id" = a."entityId"
      WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL AND ${matches(Prisma.sql`a."normalizedText"`)}
    ), scored AS (
      SELECT "id", "name", form, alias,
        CASE
          WHEN norm = ${text} THEN 1
          WHEN starts_with(norm, ${text}) THEN 0.8 + 0.19 * length(${text}) / length(norm)
          WHEN norm LIKE ${wordStart} THEN 0.7 + 0.09 * length(${text}) / length(norm)
          ELSE greatest(
            CASE WHEN norm LIKE ANY(${patterns}::text[]) THEN 0.6 ELSE 0 END,
            0.2 + 0.49 * greatest(similarity(norm, ${text}), 0.8 * word_similarity(${text}, norm)))
        END::float8 AS score,
        CASE WHEN norm = ${text} THEN 'exact' WHEN starts_with(norm, ${text}) OR norm LIKE ${wordStart} THEN 'prefix' ELSE 'typo' END AS how
      FROM forms
      ${described}
    ), best AS (
      SELECT DISTINCT ON ("id") "id", "name", form, score, how FROM scored ORDER BY "id", score DESC, alias, form COLLATE "C"
    )
    SELECT ${ENTITY_COLUMNS}, b.score, b.how, b.form AS "matched"
    FROM (
      SELECT * FROM best ORDER BY score DESC, "name" COLLATE "C", "id" COLLATE "C" LIMIT ${limit}
    ) b JOIN "Entity" e ON e."id" = b."id"
    ORDER BY b.score DESC, e."name" COLLATE "C", e."id" COLLATE "C"`;
}

/** What descriptions are searched in; the expression of the full-text index. */
const DOCUMENT = Prisma.sql`to_tsvector('english', e."name" || ' ' || coalesce(e."description", ''))`;

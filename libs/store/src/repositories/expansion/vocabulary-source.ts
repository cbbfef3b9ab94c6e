import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { canonicalJson, sha256Hex, type Vocabulary, type VocabularyEntry, type VocabularySource } from '@etcetera/expansion';
import type { PrismaClient } from '../../generated/client/client.js';
import { unknownBase } from '../knowledge/bases.js';
import { RecentCache } from '../support/recent-cache.js';
import { inTransaction } from '../support/transaction.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Bases, and snapshots, whose vocabulary is kept in memory. */
const KEPT_IN_MEMORY = 4;

/** A stored vocabulary is missing, or is not what its hash says. */
export class VocabularySnapshotError extends Error {
  override readonly name = 'VocabularySnapshotError';
  readonly code = 'VOCABULARY_SNAPSHOT';
  constructor(
    readonly hash: string,
    problem: string,
  ) {
    super(`Vocabulary ${hash}: ${problem}`);
  }
}

/** Vocabularies of bases, read once a revision, and their snapshots. */
export function createVocabularySource(prisma: PrismaClient): VocabularySource {
  const current = new RecentCache<string, { revision: number; vocabulary: Vocabulary }>(KEPT_IN_MEMORY);
  const snapshots = new RecentCache<string, Vocabulary>(KEPT_IN_MEMORY);
  return {
    async current(baseId) {
      const base = await prisma.knowledgeBase.findUnique({ where: { id: baseId }, select: { revision: true } });
      const known = current.get(baseId);
      if (known && known.revision === base?.revision) return known.vocabulary;
      const read = await readVocabulary(prisma, baseId);
      if (!read) return unknownBase(prisma, baseId);
      current.set(baseId, read);
      return read.vocabulary;
    },

    async keep(vocabulary) {
      const known = await prisma.vocabularySnapshot.count({ where: { hash: vocabulary.hash } });
      if (known > 0) return;
      const text = canonicalJson(vocabulary.entries);
      if (sha256Hex(text) !== vocabulary.hash)
        throw new VocabularySnapshotError(vocabulary.hash, 'its entries do not have this hash; it was not kept.');
      const content = new Uint8Array(await compress(text));
      await prisma.vocabularySnapshot.createMany({
        data: [{ hash: vocabulary.hash, content, entryCount: vocabulary.entries.length }],
        skipDuplicates: true,
      });
    },

    async byHash(hash) {
      const known = snapshots.get(hash);
      if (known) return known;
      const row = await prisma.vocabularySnapshot.findUnique({ where: { hash }, select: { content: true } });
      if (!row) throw new VocabularySnapshotError(hash, 'no snapshot of it was kept in this database.');
      const text = (await decompress(row.content)).toString('utf8');
      if (sha256Hex(text) !== hash) throw new VocabularySnapshotError(hash, 'the stored snapshot was altered; restore it from a backup.');
      const vocabulary = { hash, entries: JSON.parse(text) as readonly VocabularyEntry[] };
      snapshots.set(hash, vocabulary);
      return vocabulary;
    },
  };
}

async function readVocabulary(prisma: PrismaClient, baseId: string): Promise<{ revision: number; vocabulary: Vocabulary } | undefined> {
  // Revision and names must be of the same moment, or a cached vocabulary could be older than its revision says.
  const [bases, rows] = await inTransaction(
    prisma,
    async (tx) =>
      [
        await tx.$queryRaw<{ revision: number }[]>`SELECT "revision" FROM "KnowledgeBase" WHERE "id" = ${baseId}`,
        await tx.$queryRaw<{ id: string; name: string; aliases: string[] }[]>`
        SELECT e."id", e."name",
          ARRAY(SELECT a."text" FROM "EntityAlias" a WHERE a."entityId" = e."id" ORDER BY a."normalizedText" COLLATE "C") AS "aliases"
        FROM "Entity" e WHERE e."baseId" = ${baseId} AND e."deletedAt" IS NULL ORDER BY e."id" COLLATE "C"`,
      ] as const,
    { isolationLevel: 'RepeatableRead' },
  );
  const base = bases[0];
  if (!base) return undefined;
  const entries = rows.map(({ id, name, aliases }): VocabularyEntry => ({ id, name, forms: [...new Set([name, ...aliases])] }));
  return { revision: base.revision, vocabulary: { hash: sha256Hex(canonicalJson(entries)), entries } };
}

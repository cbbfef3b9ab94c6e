import type { ImportedEntity, KnowledgeStore } from '@etcetera/knowledge';
import type { PrismaClient } from '../../generated/client/client.js';
import { isStorableText } from '../support/stored-json.js';
import type { Tx } from '../support/transaction.js';

type Picture = ImportedEntity['images'][number];

/** Bytes that go to the database in one statement, at most (and always one picture at least). */
const BYTES_PER_STATEMENT = 8 * 1024 * 1024;

/** Pictures by content. */
export function imageQueries(prisma: PrismaClient): Pick<KnowledgeStore, 'imageBytes'> {
  return {
    async imageBytes(sha256) {
      if (!isStorableText(sha256)) return undefined;
      const blob = await prisma.imageBlob.findUnique({ where: { sha256 }, select: { mimeType: true, bytes: true } });
      return blob ?? undefined;
    },
  };
}

/** Stores the pictures that are not there yet, each once. */
export async function storeImageBlobs(tx: Tx, pictures: readonly Picture[]): Promise<void> {
  const wanted = new Map(pictures.map((picture) => [picture.sha256, picture]));
  if (wanted.size === 0) return;
  const known = await tx.$queryRaw<
    { sha256: string }[]
  >`SELECT "sha256" FROM "ImageBlob" WHERE "sha256" = ANY(${[...wanted.keys()]}::text[])`;
  for (const { sha256 } of known) wanted.delete(sha256);

  // In order of their hashes: two imports that store the same pictures then never wait for each other in a circle.
  const missing = [...wanted.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  let group: Picture[] = [];
  let groupBytes = 0;
  for (const picture of missing) {
    if (group.length > 0 && groupBytes + picture.bytes.byteLength > BYTES_PER_STATEMENT) {
      await insertBlobs(tx, group);
      group = [];
      groupBytes = 0;
    }
    group.push(picture);
    groupBytes += picture.bytes.byteLength;
  }
  if (group.length > 0) await insertBlobs(tx, group);
}

async function insertBlobs(tx: Tx, pictures: readonly Picture[]): Promise<void> {
  const rows = pictures.map(({ sha256, mimeType, bytes }) => ({
    sha256,
    mimeType,
    byteCount: bytes.byteLength,
    base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  }));
  await tx.$executeRaw`
    INSERT INTO "ImageBlob" ("sha256", "mimeType", "byteCount", "bytes")
    SELECT r."sha256", r."mimeType", r."byteCount", decode(r."base64", 'base64')
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("sha256" text, "mimeType" text, "byteCount" int, "base64" text)
    ON CONFLICT ("sha256") DO NOTHING`;
}

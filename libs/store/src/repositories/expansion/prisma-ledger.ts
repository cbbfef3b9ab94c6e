import type { JsonValue } from '@etcetera/ranking';
import type { Ledger, LedgerRecord } from '@etcetera/expansion';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { chunksOf, UTC_NOW } from '../support/sql.js';
import { fromStoredJson, toStoredJsonText } from '../support/stored-json.js';

/** Records that go to or come from the database in one statement. */
const RECORDS_PER_STATEMENT = 500;

const RECORD = Prisma.sql`l."hash", l."kind", l."model", l."request", l."answer", l."promptTokens", l."completionTokens", l."costMicroUsd", l."latencyMs", l."attempts"`;

/** All model calls, by the hash of what was asked. */
export function createLedger(prisma: PrismaClient): Ledger {
  return {
    async get(hashes) {
      const found = new Map<string, LedgerRecord>();
      for (const chunk of chunksOf([...new Set(hashes)], RECORDS_PER_STATEMENT)) {
        const rows = await prisma.$queryRaw<LedgerRecord[]>`SELECT ${RECORD} FROM "LedgerEntry" l WHERE l."hash" = ANY(${chunk}::text[])`;
        for (const row of rows) found.set(row.hash, toRecord(row));
      }
      return found;
    },

    async put(entries) {
      // In order of their hashes: workers that store the same entries then never wait for each other in a circle.
      const ordered = [...entries].sort((a, b) => (a.hash < b.hash ? -1 : 1));
      for (const chunk of chunksOf(ordered, RECORDS_PER_STATEMENT)) {
        await prisma.$executeRaw`
          INSERT INTO "LedgerEntry" ("hash", "kind", "model", "request", "answer", "promptTokens", "completionTokens", "costMicroUsd", "latencyMs", "attempts", "createdAt")
          SELECT r."hash", r."kind", r."model", coalesce(r."request", 'null'), coalesce(r."answer", 'null'), r."promptTokens", r."completionTokens", r."costMicroUsd",
            round(r."latencyMs")::int, r."attempts", ${UTC_NOW}
          FROM json_to_recordset(${toStoredJsonText(chunk)}::json)
            AS r("hash" text, "kind" text, "model" text, "request" jsonb, "answer" jsonb, "promptTokens" int, "completionTokens" int, "costMicroUsd" int, "latencyMs" float8, "attempts" int)
          ON CONFLICT ("hash") DO NOTHING`;
      }
    },

    async link(expansionId, calls) {
      for (const chunk of chunksOf(calls, RECORDS_PER_STATEMENT)) {
        await prisma.$executeRaw`
          INSERT INTO "ExpansionCall" ("expansionId", "key", "hash", "reused")
          SELECT ${expansionId}, r."key", r."hash", r."reused"
          FROM json_to_recordset(${JSON.stringify(chunk)}::json) AS r("key" text, "hash" text, "reused" boolean)
          ON CONFLICT ("expansionId", "key") DO NOTHING`;
      }
    },

    async callsOf(expansionId) {
      const rows = await prisma.$queryRaw<(LedgerRecord & { key: string })[]>`
        SELECT c."key", ${RECORD} FROM "ExpansionCall" c JOIN "LedgerEntry" l ON l."hash" = c."hash"
        WHERE c."expansionId" = ${expansionId} ORDER BY c."key" COLLATE "C"`;
      return new Map(rows.map(({ key, ...row }) => [key, toRecord(row)]));
    },
  };
}

function toRecord(row: LedgerRecord): LedgerRecord {
  return { ...row, request: fromStoredJson<JsonValue>(row.request), answer: fromStoredJson<JsonValue>(row.answer) };
}

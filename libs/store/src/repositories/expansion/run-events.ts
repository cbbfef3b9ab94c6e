import { StaleClaimError, type ExpansionStore, type ProgressEvent } from '@etcetera/expansion';
import type { PrismaClient } from '../../generated/client/client.js';
import { fromStoredJson, toStoredJsonText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';

/** Progress of runs, numbered from 1 without gaps. */
export function eventQueries(prisma: PrismaClient): Pick<ExpansionStore, 'appendEvent' | 'eventsAfter'> {
  return {
    appendEvent: (claim, event) =>
      inTransaction(prisma, async (tx) => {
        // Unlike other writes this one is also allowed after the end, for the event that tells of it. The lock makes the numbers
        // visible in their order.
        const held = await tx.$queryRaw<unknown[]>`
          SELECT 1 FROM "Expansion" WHERE "id" = ${claim.expansionId} AND "fence" = ${claim.fence} FOR UPDATE`;
        if (held.length === 0) throw new StaleClaimError(claim);
        if (event.provisional) {
          await tx.$executeRaw`
            UPDATE "Expansion" SET "provisional" = ${toStoredJsonText(event.provisional)}::jsonb WHERE "id" = ${claim.expansionId}`;
        }
        return insertEvent(tx, claim.expansionId, event);
      }),

    async eventsAfter(expansionId, sequence) {
      const rows = await prisma.expansionEvent.findMany({
        where: { expansionId, sequence: { gt: sequence } },
        orderBy: { sequence: 'asc' },
      });
      return rows.map((row) => ({
        ...(fromStoredJson(row.payload) as unknown as Omit<ProgressEvent, 'sequence'>),
        sequence: row.sequence,
      }));
    },
  };
}

/** Adds the next event of a run whose row the transaction holds locked. */
export async function insertEvent(tx: Tx, expansionId: string, event: Omit<ProgressEvent, 'sequence'>): Promise<ProgressEvent> {
  const [row] = await tx.$queryRaw<{ sequence: number }[]>`
    INSERT INTO "ExpansionEvent" ("expansionId", "sequence", "payload", "at")
    SELECT ${expansionId}, coalesce(max("sequence"), 0) + 1, ${toStoredJsonText(event)}::jsonb, timezone('utc', clock_timestamp())
    FROM "ExpansionEvent" WHERE "expansionId" = ${expansionId}
    RETURNING "sequence"`;
  if (!row) throw new Error(`Expansion ${expansionId}: the event was not stored.`);
  return { ...event, sequence: row.sequence };
}

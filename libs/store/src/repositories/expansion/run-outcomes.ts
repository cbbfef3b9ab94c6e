import type { ExpansionStore, ProgressEvent } from '@etcetera/expansion';
import { Prisma, type Expansion, type PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { UTC_NOW } from '../support/sql.js';
import { isStorableText, toStoredJsonText, visibleText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';
import { updateHeldRun } from './held-run.js';
import { insertEvent } from './run-events.js';
import { toRun } from './run-row.js';

/** How runs end: with a result, with a reason, or at somebody's wish. */
export function outcomeQueries(prisma: PrismaClient): Pick<ExpansionStore, 'complete' | 'stop' | 'requestCancel'> {
  return {
    complete: (claim, { result, resultJson, resultSha256, actual, warnings }) =>
      inTransaction(prisma, async (tx) => {
        const run = await updateHeldRun(
          tx,
          claim,
          Prisma.sql`"status" = 'COMPLETED', "resultJson" = ${resultJson}, "resultSha256" = ${resultSha256}, "actual" = ${toStoredJsonText(actual)}::jsonb,
            "warnings" = ${toStoredJsonText(warnings)}::jsonb, "errorCode" = NULL, "errorMessage" = NULL, "heartbeatAt" = NULL, "finishedAt" = ${UTC_NOW}`,
        );
        await tx.$executeRaw`
          INSERT INTO "ExpansionCandidate" ("expansionId", "entityId", "rank", "score", "standardError", "exposures", "channels")
          SELECT ${claim.expansionId}, r."entityId", r."rank", r."score", r."standardError", r."exposures", r."channels"
          FROM json_to_recordset(${toStoredJsonText(result.ranking)}::json)
            AS r("entityId" text, "rank" int, "score" float8, "standardError" float8, "exposures" int, "channels" jsonb)`;
        await appendAudit(tx, {
          scope: run.baseId,
          actor: run.claimedBy ?? 'worker',
          action: 'expansion.completed',
          subjectType: 'Expansion',
          subjectId: claim.expansionId,
          after: { status: 'COMPLETED', resultSha256, entities: result.ranking.length },
        });
      }),

    stop: (claim, status, reason, actual) =>
      inTransaction(prisma, async (tx) => {
        const run = await updateHeldRun(
          tx,
          claim,
          Prisma.sql`"status" = ${status}::"ExpansionStatus", "errorCode" = ${reason.code}, "errorMessage" = ${visibleText(reason.message)},
            "actual" = ${toStoredJsonText(actual)}::jsonb, "heartbeatAt" = NULL, "finishedAt" = ${status === 'PAUSED' ? Prisma.sql`NULL` : UTC_NOW}`,
        );
        await appendAudit(tx, {
          scope: run.baseId,
          actor: run.claimedBy ?? 'worker',
          action: `expansion.${status.toLowerCase()}`,
          subjectType: 'Expansion',
          subjectId: claim.expansionId,
          after: { status, code: reason.code, message: reason.message },
        });
      }),

    /** A run that nobody works on ends at once, with an event for its subscribers; a run that has ended already is returned as it is. */
    requestCancel: (id, actor) =>
      inTransaction(prisma, async (tx) => {
        if (!isStorableText(id)) return undefined;
        await tx.$queryRaw`SELECT 1 FROM "Expansion" WHERE "id" = ${id} FOR UPDATE`;
        const run = await tx.expansion.findUnique({ where: { id } });
        if (!run) return undefined;
        const idle = run.status === 'QUEUED' || run.status === 'PAUSED';
        const atWork = run.status === 'SAMPLING' || run.status === 'RANKING';
        if (!idle && (!atWork || run.cancelRequested)) return toRun(run);

        const changed = await tx.expansion.update({
          where: { id },
          data: idle
            ? { status: 'CANCELLED', cancelRequested: true, finishedAt: new Date(), ...CANCELLED_BY_REQUEST }
            : { cancelRequested: true },
        });
        if (idle) await insertCancelledEvent(tx, changed);
        await appendAudit(tx, {
          scope: run.baseId,
          actor: actor.name,
          requestId: actor.requestId,
          action: idle ? 'expansion.cancelled' : 'expansion.cancel-requested',
          subjectType: 'Expansion',
          subjectId: id,
          before: { status: run.status },
          after: { status: changed.status },
        });
        return toRun(changed);
      }),
  };
}

const CANCELLED_BY_REQUEST = { errorCode: 'CANCELLED', errorMessage: 'Cancelled before it was finished, while no worker was at it.' };

/** Subscribers learn of a cancellation that no worker will tell them of. */
async function insertCancelledEvent(tx: Tx, run: Expansion): Promise<void> {
  const last = await tx.expansionEvent.findFirst({ where: { expansionId: run.id }, orderBy: { sequence: 'desc' } });
  const figures = last
    ? (last.payload as unknown as Omit<ProgressEvent, 'sequence'>)
    : { searchSteps: 0, candidates: 0, judgementsDone: 0, judgementsPlanned: 0, provisional: null };
  await insertEvent(tx, run.id, { ...figures, status: 'CANCELLED', message: CANCELLED_BY_REQUEST.errorMessage });
}

import { StaleClaimError, type ExpansionStore, type JudgementRecord } from '@etcetera/expansion';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { UTC_NOW } from '../support/sql.js';
import { fromStoredJson, isStorableText, toStoredJson, toStoredJsonText } from '../support/stored-json.js';
import { inTransaction } from '../support/transaction.js';
import { claimQueries } from './claims.js';
import { updateHeldRun } from './held-run.js';
import { eventQueries } from './run-events.js';
import { outcomeQueries } from './run-outcomes.js';
import { toRun } from './run-row.js';

/** Runs in the database. Every write of a worker is refused, by the statement itself, once its claim has been taken over. */
export function createExpansionStore(prisma: PrismaClient): ExpansionStore {
  return {
    ...claimQueries(prisma),
    ...eventQueries(prisma),
    ...outcomeQueries(prisma),

    create: ({ seedIds, negativeSeedIds, config, plan, warnings, models, parentId, ...input }, actor) =>
      inTransaction(prisma, async (tx) => {
        const run = await tx.expansion.create({
          data: {
            ...input,
            method: config.method,
            seedIds: [...seedIds],
            negativeSeedIds: [...negativeSeedIds],
            config: json(config),
            plan: json(plan),
            warnings: json(warnings),
            models: json(models),
            requestedBy: actor.name,
            ...(parentId === undefined ? {} : { parentId }),
          },
        });
        await appendAudit(tx, {
          scope: run.baseId,
          actor: actor.name,
          requestId: actor.requestId,
          action: 'expansion.requested',
          subjectType: 'Expansion',
          subjectId: run.id,
          after: { method: run.method, seedIds, negativeSeedIds, configHash: run.configHash, parentId },
        });
        return toRun(run);
      }),

    async byId(id) {
      const run = isStorableText(id) ? await prisma.expansion.findUnique({ where: { id } }) : null;
      return run ? toRun(run) : undefined;
    },

    async setStatus(claim, status, facts) {
      await updateHeldRun(
        prisma,
        claim,
        Prisma.sql`"status" = ${status}::"ExpansionStatus", "heartbeatAt" = ${UTC_NOW}, "vocabularyHash" = coalesce(${facts.vocabularyHash ?? null}, e."vocabularyHash")`,
      );
    },

    /** Saving a judgement again replaces it. */
    async saveJudgement(claim, judgement) {
      // Check and write are one statement, so there is no moment between them; it also keeps the claim alive.
      const written = await prisma.$executeRaw`
        WITH held AS (
          UPDATE "Expansion" SET "heartbeatAt" = ${UTC_NOW}
          WHERE "id" = ${claim.expansionId} AND "fence" = ${claim.fence} AND "status" IN ('SAMPLING', 'RANKING') RETURNING "id"
        )
        INSERT INTO "Judgement" ("id", "expansionId", "listIndex", "attempt", "shownIds", "rankedIds", "outcome", "issues", "ledgerHash")
        SELECT gen_random_uuid()::text, held."id", ${judgement.listIndex}::int, ${judgement.attempt}::int, ${judgement.shownIds}::text[], ${judgement.rankedIds}::text[],
          ${judgement.outcome}, ${toStoredJsonText(judgement.issues)}::jsonb, ${judgement.ledgerHash}
        FROM held
        ON CONFLICT ("expansionId", "listIndex", "attempt") DO UPDATE SET
          "shownIds" = excluded."shownIds", "rankedIds" = excluded."rankedIds", "outcome" = excluded."outcome", "issues" = excluded."issues", "ledgerHash" = excluded."ledgerHash"`;
      if (written === 0) throw new StaleClaimError(claim);
    },

    async judgements(expansionId) {
      const rows = await prisma.judgement.findMany({ where: { expansionId }, orderBy: [{ listIndex: 'asc' }, { attempt: 'asc' }] });
      return rows.map(({ listIndex, attempt, shownIds, rankedIds, outcome, issues, ledgerHash }): JudgementRecord => ({
        listIndex,
        attempt,
        shownIds,
        rankedIds,
        outcome: outcome as JudgementRecord['outcome'],
        issues: fromStoredJson(issues) as unknown as JudgementRecord['issues'],
        ledgerHash,
      }));
    },
  };
}

const json = (value: unknown): Prisma.InputJsonValue => toStoredJson(value) as Prisma.InputJsonValue;

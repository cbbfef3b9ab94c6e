import {
  StaleClaimError,
  type BenchmarkRow,
  type EvaluationRow,
  type EvaluationStore,
  type ExpansionConfig,
  type QueryResult,
  type UsedModel,
  type Warning,
} from '@etcetera/expansion';
import { InvalidInputError } from '@etcetera/knowledge';
import { Prisma, type Evaluation, type PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { olderThan, UTC_NOW } from '../support/sql.js';
import { isStorableText, toStoredJson, toStoredJsonText, visibleText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';
import { benchmarkQueries } from './benchmarks.js';

/** Benchmarks and evaluations in the database; claims and fences as for runs. */
export function createEvaluationStore(prisma: PrismaClient): EvaluationStore {
  return {
    ...benchmarkQueries(prisma),

    create: ({ benchmarkId, config, models, ...input }, actor) =>
      inTransaction(prisma, async (tx) => {
        const benchmark = await benchmarkOf(tx, benchmarkId);
        const row = await tx.evaluation.create({
          data: {
            ...input,
            benchmarkId,
            config: toStoredJson(config) as unknown as Prisma.InputJsonValue,
            models: toStoredJson(models) as unknown as Prisma.InputJsonValue,
            requestedBy: actor.name,
          },
        });
        await appendAudit(tx, {
          scope: benchmark.baseId,
          actor: actor.name,
          requestId: actor.requestId,
          action: 'evaluation.requested',
          subjectType: 'Evaluation',
          subjectId: row.id,
          after: { benchmark: benchmark.slug, method: row.method, configHash: row.configHash, queryCount: row.queryCount },
        });
        return toEvaluation(row);
      }),

    async byId(id) {
      const row = isStorableText(id) ? await prisma.evaluation.findUnique({ where: { id } }) : null;
      return row ? toEvaluation(row) : undefined;
    },

    async claim(worker, staleAfterMs, id) {
      const [taken] = await prisma.$queryRaw<{ fence: number }[]>`
        UPDATE "Evaluation" e SET "fence" = e."fence" + 1, "claimedBy" = ${worker}, "heartbeatAt" = ${UTC_NOW}, "status" = 'RUNNING'
        WHERE e."id" = ${id} AND ${claimable(staleAfterMs)} RETURNING e."fence"`;
      return taken;
    },

    async saveQueryResult(id, fence, result) {
      await inTransaction(prisma, async (tx) => {
        await updateHeld(tx, id, fence, Prisma.sql`"heartbeatAt" = ${UTC_NOW}`);
        await tx.$executeRaw`
          INSERT INTO "EvaluationQueryResult" ("evaluationId", "queryId", "metrics", "rankedIds", "elapsedMs", "warnings")
          VALUES (${id}, ${result.queryId}, ${toStoredJsonText(result.metrics)}::jsonb, ${result.rankedIds}::text[], ${Math.round(result.elapsedMs)}, ${toStoredJsonText(result.warnings)}::jsonb)
          ON CONFLICT ("evaluationId", "queryId") DO UPDATE SET
            "metrics" = excluded."metrics", "rankedIds" = excluded."rankedIds", "elapsedMs" = excluded."elapsedMs", "warnings" = excluded."warnings"`;
        await tx.$executeRaw`
          UPDATE "Evaluation" SET "completed" = (SELECT count(*) FROM "EvaluationQueryResult" r WHERE r."evaluationId" = ${id}) WHERE "id" = ${id}`;
      });
    },

    async results(id) {
      const rows = await prisma.evaluationQueryResult.findMany({
        where: { evaluationId: id },
        orderBy: [{ query: { className: 'asc' } }, { query: { queryIndex: 'asc' } }],
        select: { queryId: true, metrics: true, rankedIds: true, elapsedMs: true, warnings: true },
      });
      return rows.map((row): QueryResult => ({
        ...row,
        metrics: row.metrics as unknown as QueryResult['metrics'],
        warnings: row.warnings as unknown as readonly Warning[],
      }));
    },

    async finish(id, fence, { status, metrics, elapsedMs, errorMessage }) {
      await inTransaction(prisma, async (tx) => {
        const held = await updateHeld(
          tx,
          id,
          fence,
          Prisma.sql`"status" = ${status}::"EvaluationStatus", "metrics" = ${toStoredJsonText(metrics)}::jsonb, "elapsedMs" = ${Math.round(elapsedMs)},
            "errorMessage" = ${errorMessage === undefined ? null : visibleText(errorMessage)}, "heartbeatAt" = NULL, "finishedAt" = ${UTC_NOW}`,
        );
        const benchmark = await benchmarkOf(tx, held.benchmarkId);
        await appendAudit(tx, {
          scope: benchmark.baseId,
          actor: held.claimedBy ?? 'worker',
          action: `evaluation.${status.toLowerCase()}`,
          subjectType: 'Evaluation',
          subjectId: id,
          after: { status, metrics, errorMessage },
        });
      });
    },

    async unfinished(staleAfterMs) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT e."id" FROM "Evaluation" e WHERE ${claimable(staleAfterMs)} ORDER BY e."createdAt", e."id"`;
      return rows.map((row) => row.id);
    },
  };
}

/** QUEUED evaluations, and running ones that nobody has kept alive. */
const claimable = (staleAfterMs: number): Prisma.Sql => Prisma.sql`(e."status" = 'QUEUED' OR (e."status" = 'RUNNING'
  AND (e."heartbeatAt" IS NULL OR ${olderThan('e."heartbeatAt"', staleAfterMs)})))`;

/** One conditional update that also locks the row. @throws StaleClaimError */
async function updateHeld(
  tx: Tx,
  id: string,
  fence: number,
  changes: Prisma.Sql,
): Promise<{ benchmarkId: string; claimedBy: string | null }> {
  const [held] = await tx.$queryRaw<{ benchmarkId: string; claimedBy: string | null }[]>`
    UPDATE "Evaluation" SET ${changes} WHERE "id" = ${id} AND "fence" = ${fence} AND "status" = 'RUNNING' RETURNING "benchmarkId", "claimedBy"`;
  if (!held) throw new StaleClaimError({ expansionId: id, fence });
  return held;
}

async function benchmarkOf(tx: Tx, id: string): Promise<BenchmarkRow> {
  const benchmark = await tx.benchmark.findUnique({ where: { id } });
  if (!benchmark) throw new InvalidInputError('benchmarkId', id, 'name a benchmark that exists');
  return benchmark;
}

function toEvaluation(row: Evaluation): EvaluationRow {
  return {
    id: row.id,
    benchmarkId: row.benchmarkId,
    method: row.method,
    status: row.status,
    config: row.config as unknown as ExpansionConfig,
    queryCount: row.queryCount,
    completed: row.completed,
    metrics: row.metrics as unknown as EvaluationRow['metrics'],
    elapsedMs: row.elapsedMs,
    codeVersion: row.codeVersion,
    configHash: row.configHash,
    models: row.models as unknown as readonly UsedModel[],
    errorMessage: row.errorMessage,
    createdAt: row.createdAt,
  };
}

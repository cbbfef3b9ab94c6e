import type { Claim, ExpansionStore } from '@etcetera/expansion';
import { Prisma, type PrismaClient } from '../../generated/client/client.js';
import { olderThan, UTC_NOW } from '../support/sql.js';
import { updateHeldRun } from './held-run.js';
import { toRun } from './run-row.js';

/** Taking runs, keeping them and giving them back. */
export function claimQueries(prisma: PrismaClient): Pick<ExpansionStore, 'claim' | 'heartbeat' | 'claimable' | 'release'> {
  return {
    async claim(worker, staleAfterMs, id) {
      // SKIP LOCKED: workers that look at the same moment take different runs instead of waiting for each other.
      const [taken] = await prisma.$queryRaw<{ id: string; fence: number }[]>`
        UPDATE "Expansion" e
        SET "fence" = e."fence" + 1, "claimedBy" = ${worker}, "heartbeatAt" = ${UTC_NOW}, "startedAt" = coalesce(e."startedAt", ${UTC_NOW}),
            "status" = CASE WHEN e."status" = 'QUEUED' THEN 'SAMPLING' ELSE e."status" END
        WHERE e."id" = (
          SELECT c."id" FROM "Expansion" c
          WHERE ${claimableRuns('c', staleAfterMs)} ${id === undefined ? Prisma.empty : Prisma.sql`AND c."id" = ${id}`}
          ORDER BY c."createdAt", c."id" LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING e."id", e."fence"`;
      if (!taken) return undefined;
      const run = await prisma.expansion.findUniqueOrThrow({ where: { id: taken.id } });
      const claim: Claim = { expansionId: taken.id, fence: taken.fence };
      return { run: toRun(run), claim };
    },

    async heartbeat(claim) {
      const { cancelRequested } = await updateHeldRun(prisma, claim);
      return { cancelRequested };
    },

    async claimable(staleAfterMs, limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT c."id" FROM "Expansion" c WHERE ${claimableRuns('c', staleAfterMs)} ORDER BY c."createdAt", c."id" LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },

    async release(claim) {
      // The fence is raised: what this worker may still have under way is refused from here on.
      await updateHeldRun(
        prisma,
        claim,
        Prisma.sql`"status" = 'QUEUED', "fence" = e."fence" + 1, "claimedBy" = NULL, "heartbeatAt" = NULL`,
      );
    },
  };
}

/** QUEUED runs, and runs at work that nobody has kept alive. */
function claimableRuns(alias: string, staleAfterMs: number): Prisma.Sql {
  const run = Prisma.raw(alias);
  return Prisma.sql`(${run}."status" = 'QUEUED' OR (${run}."status" IN ('SAMPLING', 'RANKING')
    AND (${run}."heartbeatAt" IS NULL OR ${olderThan(`${alias}."heartbeatAt"`, staleAfterMs)})))`;
}

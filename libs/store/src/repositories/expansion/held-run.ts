import { StaleClaimError, type Claim } from '@etcetera/expansion';
import { Prisma } from '../../generated/client/client.js';
import { UTC_NOW } from '../support/sql.js';
import type { Tx } from '../support/transaction.js';

/** The columns of a held run that its writers need. */
export interface HeldRun {
  readonly baseId: string;
  readonly cancelRequested: boolean;
  readonly claimedBy: string | null;
  readonly status: string;
}

/**
 * One conditional update of a run: it is made only while `claim` is the newest one and the run is at work. It also keeps the claim
 * alive and locks the row until the transaction ends, so what follows in the transaction is covered by the same check.
 * @throws StaleClaimError
 */
export async function updateHeldRun(tx: Tx, claim: Claim, changes?: Prisma.Sql): Promise<HeldRun> {
  const [held] = await tx.$queryRaw<HeldRun[]>`
    UPDATE "Expansion" e SET ${changes ?? Prisma.sql`"heartbeatAt" = ${UTC_NOW}`}
    WHERE e."id" = ${claim.expansionId} AND e."fence" = ${claim.fence} AND e."status" IN ('SAMPLING', 'RANKING')
    RETURNING e."baseId", e."cancelRequested", e."claimedBy", e."status"::text AS "status"`;
  if (!held) throw new StaleClaimError(claim);
  return held;
}

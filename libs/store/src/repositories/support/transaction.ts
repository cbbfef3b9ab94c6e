import type { Prisma, PrismaClient } from '../../generated/client/client.js';

/** A client that statements can be sent through: the outer one, or that of an open transaction. */
export type Tx = Prisma.TransactionClient;

/** Waiting for the single connection of the embedded database is normal; giving up on it is not. */
const TRANSACTION_LIMITS = { maxWait: 120_000, timeout: 300_000 };

/**
 * Runs `work` in one transaction. Inside it only `tx` may be used: the embedded database has one connection, so a statement
 * on the outer client would wait for the transaction that waits for it.
 */
export function inTransaction<T>(
  prisma: PrismaClient,
  work: (tx: Tx) => Promise<T>,
  options: { readonly isolationLevel?: Prisma.TransactionIsolationLevel } = {},
): Promise<T> {
  return prisma.$transaction(work, { ...TRANSACTION_LIMITS, ...options });
}

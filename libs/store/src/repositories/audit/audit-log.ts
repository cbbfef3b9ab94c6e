import { InvalidInputError, type Page, type PageRequest } from '@etcetera/knowledge';
import type { PrismaClient } from '../../generated/client/client.js';
import { checkPageSize, decodeCursor, encodeCursor } from '../support/cursor.js';
import { readAuditEvent, type AuditEventRow } from './audit-chain.js';
import { verifyAuditChain, type AuditVerdict } from './verify-audit.js';

/** Reading the audit chains. */
export interface AuditLog {
  /** Events, newest first, of one scope or of all of them. @throws InvalidInputError for a bad cursor or page size. */
  list(scope: string | undefined, page: PageRequest): Promise<Page<AuditEventRow>>;
  /** Scopes that have a chain, in order of their names. */
  scopes(): Promise<readonly string[]>;
  /** Walks one chain. */
  verify(scope: string): Promise<AuditVerdict>;
  /** Walks every chain. */
  verifyAll(): Promise<readonly AuditVerdict[]>;
}

/** The audit log of a database. */
export function createAuditLog(prisma: PrismaClient): AuditLog {
  const scopes = async (): Promise<readonly string[]> => {
    // Both tables are asked: a chain whose head was removed must not escape notice.
    const rows = await prisma.$queryRaw<{ scope: string }[]>`
      SELECT "scope" FROM "AuditHead" UNION SELECT DISTINCT "scope" FROM "AuditEvent" ORDER BY 1`;
    return rows.map((row) => row.scope);
  };
  return {
    scopes,
    verify: (scope) => verifyAuditChain(prisma, scope),
    async verifyAll() {
      const verdicts: AuditVerdict[] = [];
      for (const scope of await scopes()) verdicts.push(await verifyAuditChain(prisma, scope));
      return verdicts;
    },
    async list(scope, page) {
      checkPageSize(page.first);
      const after = page.after === undefined ? undefined : readCursor(page.after);
      const rows = await prisma.auditEvent.findMany({
        where: {
          ...(scope === undefined ? {} : { scope }),
          ...(after && scope !== undefined ? { sequence: { lt: after.sequence } } : {}),
          ...(after && scope === undefined
            ? {
                OR: [
                  { at: { lt: after.at } },
                  { at: after.at, scope: { lt: after.scope } },
                  { at: after.at, scope: after.scope, sequence: { lt: after.sequence } },
                ],
              }
            : {}),
        },
        orderBy: scope === undefined ? [{ at: 'desc' }, { scope: 'desc' }, { sequence: 'desc' }] : [{ sequence: 'desc' }],
        take: page.first + 1,
      });
      const shown = rows.slice(0, page.first).map(readAuditEvent);
      const last = shown.at(-1);
      return {
        rows: shown,
        endCursor: last ? encodeCursor([last.at.toISOString(), last.scope, String(last.sequence)]) : null,
        hasNextPage: rows.length > page.first,
      };
    },
  };
}

function readCursor(cursor: string): { at: Date; scope: string; sequence: number } {
  const [at = '', scope = '', sequence = ''] = decodeCursor(cursor, 3);
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !/^\d{1,9}$/.test(sequence)) {
    throw new InvalidInputError('after', JSON.stringify(cursor), 'give the endCursor of an earlier page of this list');
  }
  return { at: time, scope, sequence: Number(sequence) };
}

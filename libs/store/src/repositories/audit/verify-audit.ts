import { GENESIS_HASH, hashAuditEvent, readAuditEvent } from './audit-chain.js';
import type { Tx } from '../support/transaction.js';

/** The first thing wrong with a chain. */
export interface AuditFault {
  readonly kind: 'missing' | 'moved' | 'altered' | 'head';
  readonly sequence: number;
  /** The row that gave it away; null when it is not there. */
  readonly eventId: string | null;
  readonly message: string;
}

/** What walking a chain found. */
export interface AuditVerdict {
  readonly scope: string;
  readonly intact: boolean;
  /** Events that were read and found in order. */
  readonly checked: number;
  readonly fault: AuditFault | null;
}

const ROWS_PER_READ = 500;

/** Walks the chain of a scope from its first event to its head and names the first missing, moved or altered row. */
export async function verifyAuditChain(tx: Tx, scope: string): Promise<AuditVerdict> {
  // The head is read first: events appended while the chain is walked are no fault.
  const head = await tx.auditHead.findUnique({ where: { scope } });
  let previousHash = GENESIS_HASH;
  let checked = 0;
  const broken = (kind: AuditFault['kind'], sequence: number, eventId: string | null, message: string): AuditVerdict => ({
    scope,
    intact: false,
    checked,
    fault: { kind, sequence, eventId, message },
  });

  for (;;) {
    const rows = await tx.auditEvent.findMany({
      where: { scope, sequence: { gt: checked } },
      orderBy: { sequence: 'asc' },
      take: ROWS_PER_READ,
    });
    for (const stored of rows) {
      const event = readAuditEvent(stored);
      const expected = checked + 1;
      if (event.sequence !== expected)
        return broken('missing', expected, null, `Event ${expected} of "${scope}" is missing; the next one is ${event.sequence}.`);
      if (event.previousHash !== previousHash) {
        return broken(
          'moved',
          expected,
          event.id,
          `Event ${expected} of "${scope}" does not follow the one before it: it, or the one before it, was put there or renumbered.`,
        );
      }
      if (hashAuditEvent(event) !== event.hash) {
        return broken(
          'altered',
          expected,
          event.id,
          `Event ${expected} of "${scope}" (${event.action}, ${event.subjectType} ${event.subjectId}) was altered after it was written.`,
        );
      }
      previousHash = event.hash;
      checked = expected;
      if (checked === head?.sequence && previousHash !== head.hash) {
        return broken(
          'head',
          checked,
          event.id,
          `The head of "${scope}" does not carry the hash of event ${checked}: the chain was rewritten or its head was changed.`,
        );
      }
    }
    if (rows.length < ROWS_PER_READ) break;
  }

  if (checked > 0 && !head) return broken('head', checked, null, `The chain "${scope}" has ${checked} events but no head.`);
  if (head && head.sequence > checked) {
    return broken(
      'missing',
      checked + 1,
      null,
      `Event ${checked + 1} of "${scope}" is missing: the head says that there are ${head.sequence}.`,
    );
  }
  return { scope, intact: true, checked, fault: null };
}

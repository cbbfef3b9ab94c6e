import { randomUUID } from 'node:crypto';
import { canonicalJson, sha256Hex } from '@etcetera/expansion';
import { Prisma } from '../../generated/client/client.js';
import { fromStoredJson, toStoredJson, visibleText } from '../support/stored-json.js';
import type { Tx } from '../support/transaction.js';

/** Scope of what belongs to no base. */
export const SERVER_SCOPE = 'server';

/** What the first event of a chain follows. */
export const GENESIS_HASH = '0'.repeat(64);

/** A change, as its author describes it. */
export interface AuditEntry {
  /** Base id, or {@link SERVER_SCOPE}. */
  readonly scope: string;
  readonly actor: string;
  /** What was done, e.g. "set.saved". */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** JSON values; absent or null when there was nothing before, or is nothing after. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly requestId?: string | undefined;
}

/** An event as it stands in its chain. */
export interface AuditEventRow {
  readonly id: string;
  readonly scope: string;
  /** 1 for the first event of the scope, without gaps. */
  readonly sequence: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
  readonly at: Date;
  readonly previousHash: string;
  readonly hash: string;
}

/** sha256(previous hash + canonical JSON of everything else the event says). */
export function hashAuditEvent(event: Omit<AuditEventRow, 'hash'>): string {
  const { id, scope, sequence, actor, action, subjectType, subjectId, before, after, requestId, at, previousHash } = event;
  return sha256Hex(
    previousHash + canonicalJson({ id, scope, sequence, actor, action, subjectType, subjectId, before, after, requestId, at }),
  );
}

/**
 * Appends an event to the chain of its scope, inside the transaction of the change that it tells of: either both are kept or
 * neither. The head of the chain stays locked until that transaction ends, so do this last.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<AuditEventRow> {
  await tx.$executeRaw`
    INSERT INTO "AuditHead" ("scope", "sequence", "hash") VALUES (${entry.scope}, 0, ${GENESIS_HASH}) ON CONFLICT ("scope") DO NOTHING`;
  const [head] = await tx.$queryRaw<{ sequence: number; hash: string }[]>`
    SELECT "sequence", "hash" FROM "AuditHead" WHERE "scope" = ${entry.scope} FOR UPDATE`;
  if (!head) throw new Error(`Audit chain "${entry.scope}" has lost its head; run "etcetera audit verify".`);
  const content = {
    id: randomUUID(),
    scope: entry.scope,
    sequence: head.sequence + 1,
    actor: visibleText(entry.actor),
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    before: plain(entry.before),
    after: plain(entry.after),
    requestId: entry.requestId === undefined ? null : visibleText(entry.requestId),
    at: new Date(),
    previousHash: head.hash,
  };
  const event: AuditEventRow = { ...content, hash: hashAuditEvent(content) };
  await tx.auditEvent.create({ data: { ...event, before: column(event.before), after: column(event.after) } });
  await tx.auditHead.update({ where: { scope: event.scope }, data: { sequence: event.sequence, hash: event.hash } });
  return event;
}

/** An event as stored, with its values as they were given. */
export function readAuditEvent(row: AuditEventRow): AuditEventRow {
  return { ...row, before: fromStoredJson(row.before ?? null), after: fromStoredJson(row.after ?? null) };
}

/** What JSON makes of the value, so that what is hashed is what will be read back. */
const plain = (value: unknown): unknown => (value === undefined || value === null ? null : (JSON.parse(canonicalJson(value)) as unknown));

const column = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null ? Prisma.DbNull : (toStoredJson(value) as Prisma.InputJsonValue);

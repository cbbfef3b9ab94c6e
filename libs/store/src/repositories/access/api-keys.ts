import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '@etcetera/expansion';
import { InvalidInputError, type Actor } from '@etcetera/knowledge';
import type { PrismaClient } from '../../generated/client/client.js';
import { appendAudit, SERVER_SCOPE } from '../audit/audit-chain.js';
import { olderThan, UTC_NOW } from '../support/sql.js';
import { isStorableText } from '../support/stored-json.js';
import { inTransaction } from '../support/transaction.js';

/** A key, without its secret. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Who a valid key speaks for. */
export interface AuthenticatedKey {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Keys for the API. Only their sha256 is stored; 256 random bits need no slow hash. */
export interface ApiKeys {
  /** Makes a key. `plain` is shown here and never again. @throws InvalidInputError for an empty name or an expiry that has passed. */
  create(
    input: { name: string; permissions: readonly string[]; expiresAt?: Date | undefined },
    actor: Actor,
  ): Promise<{ readonly plain: string; readonly key: ApiKeyRow }>;
  /** The key behind `plain`, unless it is unknown, revoked or expired. Notes its use, at most once a minute. */
  authenticate(plain: string): Promise<AuthenticatedKey | undefined>;
  /** Ends a key; ending it again changes nothing. @throws InvalidInputError when there is no such key. */
  revoke(id: string, actor: Actor): Promise<ApiKeyRow>;
  /** All keys, newest first, revoked and expired ones included. */
  list(): Promise<readonly ApiKeyRow[]>;
}

const PREFIX = 'etc_';
const PLAIN_FORM = /^etc_[A-Za-z0-9_-]{43}$/;
const NOTE_USE_EVERY_MS = 60_000;
const COLUMNS = { id: true, name: true, permissions: true, createdAt: true, lastUsedAt: true, expiresAt: true, revokedAt: true } as const;

/** The keys of a database. `now` gives milliseconds since the epoch. */
export function createApiKeys(prisma: PrismaClient, now: () => number = Date.now): ApiKeys {
  return {
    async create({ name, permissions, expiresAt }, actor) {
      if (name.trim() === '' || /[\p{Cc}\p{Cs}]/u.test(name)) {
        throw new InvalidInputError('name', JSON.stringify(name), 'give the key a name, on one line, that says who uses it');
      }
      if (expiresAt && !(expiresAt.getTime() > now())) {
        throw new InvalidInputError(
          'expiresAt',
          Number.isNaN(expiresAt.getTime()) ? 'no date' : expiresAt.toISOString(),
          'give a time in the future, or leave it out',
        );
      }
      const plain = PREFIX + randomBytes(32).toString('base64url');
      return inTransaction(prisma, async (tx) => {
        const key = await tx.apiKey.create({
          data: { name, keyHash: sha256Hex(plain), permissions: [...permissions], expiresAt: expiresAt ?? null },
          select: COLUMNS,
        });
        await appendAudit(tx, {
          scope: SERVER_SCOPE,
          actor: actor.name,
          requestId: actor.requestId,
          action: 'key.created',
          subjectType: 'ApiKey',
          subjectId: key.id,
          after: { name: key.name, permissions: key.permissions, expiresAt: key.expiresAt },
        });
        return { plain, key };
      });
    },

    async authenticate(plain) {
      if (!PLAIN_FORM.test(plain)) return undefined;
      const keyHash = sha256Hex(plain);
      const row = await prisma.apiKey.findUnique({ where: { keyHash } });
      // The look-up is by hash, so its timing says nothing about the key; the comparison keeps that so whatever index serves it.
      if (!row || !timingSafeEqual(Buffer.from(row.keyHash, 'hex'), Buffer.from(keyHash, 'hex'))) return undefined;
      if (row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now())) return undefined;
      if (!row.lastUsedAt || now() - row.lastUsedAt.getTime() >= NOTE_USE_EVERY_MS) {
        await prisma.$executeRaw`
          UPDATE "ApiKey" SET "lastUsedAt" = ${UTC_NOW}
          WHERE "id" = ${row.id} AND ("lastUsedAt" IS NULL OR ${olderThan('"lastUsedAt"', NOTE_USE_EVERY_MS)})`;
      }
      return { id: row.id, name: row.name, permissions: row.permissions };
    },

    revoke: (id, actor) =>
      inTransaction(prisma, async (tx) => {
        if (!isStorableText(id)) throw new InvalidInputError('id', JSON.stringify(id), 'name a key that exists');
        const { count } = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date(now()) } });
        const key = await tx.apiKey.findUnique({ where: { id }, select: COLUMNS });
        if (!key) throw new InvalidInputError('id', id, 'name a key that exists');
        if (count === 0) return key;
        await appendAudit(tx, {
          scope: SERVER_SCOPE,
          actor: actor.name,
          requestId: actor.requestId,
          action: 'key.revoked',
          subjectType: 'ApiKey',
          subjectId: id,
          before: { name: key.name, revokedAt: null },
          after: { name: key.name, revokedAt: key.revokedAt },
        });
        return key;
      }),

    list: () => prisma.apiKey.findMany({ select: COLUMNS, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] }),
  };
}

import { createHash } from 'node:crypto';
import { InvalidInputError } from '@etcetera/knowledge';
import { SERVER_SCOPE } from '../audit/audit-chain.js';
import { ada, type Subject } from '../support/fixtures.contract.js';
import { createApiKeys } from './api-keys.js';

/** What API keys must do on every database. */
export function describeApiKeysContract(subject: () => Subject): void {
  const keys = (): Subject['repositories']['keys'] => subject().repositories.keys;

  it('shows the plain key once, stores only its hash, and knows it again', async () => {
    const { plain, key } = await keys().create({ name: 'shop', permissions: ['expand', 'read'] }, ada);
    expect(plain).toMatch(/^etc_[A-Za-z0-9_-]{43}$/);
    expect(await keys().authenticate(plain)).toEqual({ id: key.id, name: 'shop', permissions: ['expand', 'read'] });
    const stored = await subject().database.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(stored.keyHash).toBe(createHash('sha256').update(plain).digest('hex'));
    const told = JSON.stringify([stored, await keys().list(), (await subject().repositories.audit.list(SERVER_SCOPE, { first: 50 })).rows]);
    expect(told).not.toContain(plain);
    expect(told).not.toContain(plain.slice(4));
  });

  it.each(['', 'etc_', 'etc_' + 'A'.repeat(43), `etc_${'A'.repeat(42)}`, 'x\u0000', "' OR 1=1 --"])('does not know %j', async (plain) => {
    expect(await keys().authenticate(plain)).toBeUndefined();
  });

  it('refuses an expired key, and one that was revoked; revoking again changes nothing', async () => {
    let now = Date.now();
    const clocked = createApiKeys(subject().database.prisma, () => now);
    const { plain } = await clocked.create({ name: 'short', permissions: [], expiresAt: new Date(now + 1000) }, ada);
    expect(await clocked.authenticate(plain)).toBeDefined();
    now += 1000;
    expect(await clocked.authenticate(plain)).toBeUndefined();

    const other = await keys().create({ name: 'other', permissions: [] }, ada);
    const revoked = await keys().revoke(other.key.id, ada);
    expect(revoked.revokedAt).toBeInstanceOf(Date);
    expect(await keys().authenticate(other.plain)).toBeUndefined();
    expect(await keys().revoke(other.key.id, ada)).toEqual(revoked);
    const { rows } = await subject().repositories.audit.list(SERVER_SCOPE, { first: 50 });
    expect(rows.filter((row) => row.subjectId === other.key.id).map((row) => row.action)).toEqual(['key.revoked', 'key.created']);
    await expect(keys().revoke('none', ada)).rejects.toThrow(InvalidInputError);
  });

  it('notes the use of a key at most once a minute', async () => {
    const { plain, key } = await keys().create({ name: 'busy', permissions: [] }, ada);
    const lastUsed = async (): Promise<Date | null> => (await keys().list()).find((row) => row.id === key.id)?.lastUsedAt ?? null;
    expect(await lastUsed()).toBeNull();
    await keys().authenticate(plain);
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await keys().authenticate(plain);
    expect(await lastUsed()).toEqual(first);
    await subject().database.prisma.apiKey.update({ where: { id: key.id }, data: { lastUsedAt: new Date(Date.now() - 61_000) } });
    await keys().authenticate(plain);
    expect((await lastUsed())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
  });

  it('refuses a key without a name and an expiry that has passed', async () => {
    for (const name of [' ', 'a\u0000', 'two\nlines'])
      await expect(keys().create({ name, permissions: [] }, ada)).rejects.toThrow(InvalidInputError);
    await expect(keys().revoke('\u0000', ada)).rejects.toThrow(InvalidInputError);
    await expect(keys().create({ name: 'late', permissions: [], expiresAt: new Date(0) }, ada)).rejects.toThrow(InvalidInputError);
    await expect(keys().create({ name: 'never', permissions: [], expiresAt: new Date(NaN) }, ada)).rejects.toThrow(InvalidInputError);
  });
}

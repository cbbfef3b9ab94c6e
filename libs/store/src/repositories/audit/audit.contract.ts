import { randomUUID } from 'node:crypto';
import { ada, newBase, type Subject } from '../support/fixtures.contract.js';
import { inTransaction } from '../support/transaction.js';
import { appendAudit } from './audit-chain.js';

/** What the audit chains must do on every database. */
export function describeAuditContract(subject: () => Subject): void {
  const append = (scope: string, action: string, after?: unknown): Promise<unknown> =>
    inTransaction(subject().database.prisma, (tx) =>
      appendAudit(tx, { scope, actor: 'ada', action, subjectType: 'Thing', subjectId: 'thing-1', after }),
    );

  const chainOf = async (events: number): Promise<string> => {
    const scope = `scope-${randomUUID()}`;
    for (let index = 1; index <= events; index += 1) await append(scope, `change.${index}`, { index, ratio: index / 3 });
    return scope;
  };

  /** Changes history as only somebody with the rights of the owner could. */
  const tamper = async (...statements: readonly string[]): Promise<void> => {
    const { prisma } = subject().database;
    await prisma.$transaction(
      [
        'ALTER TABLE "AuditEvent" DISABLE TRIGGER USER',
        ...statements,
        'ALTER TABLE "AuditEvent" ENABLE ALWAYS TRIGGER "AuditEvent_append_only"',
      ].map((sql) => prisma.$executeRawUnsafe(sql)),
    );
  };

  it('numbers the events of a scope from 1 and links each to the one before', async () => {
    const scope = await chainOf(3);
    const { rows } = await subject().repositories.audit.list(scope, { first: 10 });
    expect(rows.map((row) => row.sequence)).toEqual([3, 2, 1]);
    expect(rows[0]?.previousHash).toBe(rows[1]?.hash);
    expect(await subject().repositories.audit.verify(scope)).toEqual({ scope, intact: true, checked: 3, fault: null });
  });

  it('keeps the chain whole when many append at once', async () => {
    const scope = `scope-${randomUUID()}`;
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(scope, `change.${index}`)));
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({ intact: true, checked: 20 });
  });

  it('keeps no event of a change that was rolled back', async () => {
    const scope = await chainOf(1);
    await expect(
      inTransaction(subject().database.prisma, async (tx) => {
        await appendAudit(tx, { scope, actor: 'ada', action: 'change.lost', subjectType: 'Thing', subjectId: 'thing-1' });
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    await append(scope, 'change.kept');
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({ intact: true, checked: 2 });
  });

  it('gives values back as they were, and verifies them, whatever characters they hold', async () => {
    const scope = `scope-${randomUUID()}`;
    const after = { text: 'a\u0000b \ud800 \ue000 🦁', nested: [{ z: 1, a: null, big: 1e21, small: 1e-9 }], when: new Date(0) };
    await append(scope, 'change.odd', after);
    const { rows } = await subject().repositories.audit.list(scope, { first: 1 });
    expect(rows[0]?.after).toEqual({ ...after, when: '1970-01-01T00:00:00.000Z' });
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({ intact: true });
  });

  it.each(['UPDATE "AuditEvent" SET "actor" = \'eve\'', 'DELETE FROM "AuditEvent"', 'TRUNCATE "AuditEvent"'])('refuses %s', async (sql) => {
    await expect(subject().database.prisma.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
  });

  it('names the first row that was altered', async () => {
    const scope = await chainOf(4);
    await tamper(`UPDATE "AuditEvent" SET "after" = '{"index":99}' WHERE "scope" = '${scope}' AND "sequence" = 2`);
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({
      intact: false,
      checked: 1,
      fault: { kind: 'altered', sequence: 2 },
    });
  });

  it('names the first row that is missing', async () => {
    const scope = await chainOf(4);
    await tamper(`DELETE FROM "AuditEvent" WHERE "scope" = '${scope}' AND "sequence" = 3`);
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({
      intact: false,
      checked: 2,
      fault: { kind: 'missing', sequence: 3, eventId: null },
    });
  });

  it('notices that the last rows are missing', async () => {
    const scope = await chainOf(3);
    await tamper(`DELETE FROM "AuditEvent" WHERE "scope" = '${scope}' AND "sequence" = 3`);
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({ intact: false, fault: { kind: 'missing', sequence: 3 } });
  });

  it('names the first of two rows that changed places', async () => {
    const scope = await chainOf(4);
    await tamper(
      `UPDATE "AuditEvent" SET "sequence" = -2 WHERE "scope" = '${scope}' AND "sequence" = 2`,
      `UPDATE "AuditEvent" SET "sequence" = 2 WHERE "scope" = '${scope}' AND "sequence" = 3`,
      `UPDATE "AuditEvent" SET "sequence" = 3 WHERE "scope" = '${scope}' AND "sequence" = -2`,
    );
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({
      intact: false,
      checked: 1,
      fault: { kind: 'moved', sequence: 2 },
    });
  });

  it('notices a head that was changed, and one that was removed', async () => {
    const scope = await chainOf(2);
    await tamper(`UPDATE "AuditHead" SET "hash" = repeat('f', 64) WHERE "scope" = '${scope}'`);
    expect(await subject().repositories.audit.verify(scope)).toMatchObject({ intact: false, fault: { kind: 'head', sequence: 2 } });
    await tamper(`DELETE FROM "AuditHead" WHERE "scope" = '${scope}'`);
    const verdicts = await subject().repositories.audit.verifyAll();
    expect(verdicts.find((verdict) => verdict.scope === scope)).toMatchObject({ intact: false, fault: { kind: 'head' } });
  });

  it('pages through one scope, and through all of them, without a gap or a repeat', async () => {
    const scope = await chainOf(5);
    await newBase(subject());
    for (const wanted of [scope, undefined]) {
      const { audit } = subject().repositories;
      const all = (await audit.list(wanted, { first: 1000 })).rows.map((row) => row.id);
      const paged: string[] = [];
      let after: string | undefined;
      do {
        const page = await audit.list(wanted, { first: 2, ...(after === undefined ? {} : { after }) });
        paged.push(...page.rows.map((row) => row.id));
        after = page.hasNextPage ? (page.endCursor ?? undefined) : undefined;
      } while (after !== undefined);
      expect(paged).toEqual(all);
    }
    await expect(subject().repositories.audit.list(scope, { first: 2, after: 'nonsense' })).rejects.toThrow(/^after:/);
  });

  it('records who created a base, and with which request', async () => {
    const base = await newBase(subject());
    const { rows } = await subject().repositories.audit.list(base.id, { first: 1 });
    expect(rows[0]).toMatchObject({ action: 'base.created', actor: ada.name, requestId: ada.requestId, subjectId: base.id, before: null });
  });
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedDatabase } from '../database/open-database.js';

/** What every database must do, embedded or on a server. */
export function describeDatabaseContract(open: () => Promise<OpenedDatabase>): void {
  let database: OpenedDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const newBase = () => database.prisma.knowledgeBase.create({ data: { slug: randomUUID(), name: 'Animals' } });

  const newEntity = (baseId: string, name: string, description: string | null = null) =>
    database.prisma.entity.create({
      data: {
        id: randomUUID(),
        baseId,
        source: 'test',
        externalId: randomUUID(),
        name,
        normalizedName: name.toLowerCase(),
        description,
        contentHash: '',
      },
    });

  it('has applied every migration', async () => {
    const { rows } = await database.pool.query<{ unfinished: number; applied: number }>(
      `SELECT count(*) FILTER (WHERE finished_at IS NULL)::int AS unfinished, count(*)::int AS applied FROM "_prisma_migrations"`,
    );
    expect(rows[0]?.unfinished).toBe(0);
    expect(rows[0]?.applied).toBeGreaterThanOrEqual(2);
  });

  it('finds the nearest vector by cosine distance', async () => {
    const base = await newBase();
    const space = await database.prisma.embeddingSpace.create({
      data: { baseId: base.id, model: 'm', modelSha256: '', dimensions: 3, template: 'name' },
    });
    for (const [name, vector] of [
      ['lion', '[1,0,0]'],
      ['tiger', '[0.9,0.1,0]'],
      ['spoon', '[0,0,1]'],
    ] as const) {
      const entity = await newEntity(base.id, name);
      await database.prisma
        .$executeRaw`INSERT INTO "Embedding" ("spaceId", "entityId", "textHash", vector) VALUES (${space.id}, ${entity.id}, '', ${vector}::vector)`;
    }
    const nearest = await database.prisma.$queryRaw<{ name: string }[]>`
      SELECT e.name FROM "Embedding" v JOIN "Entity" e ON e.id = v."entityId" WHERE v."spaceId" = ${space.id}
      ORDER BY v.vector <=> ${'[1,0.05,0]'}::vector`;
    expect(nearest.map(({ name }) => name)).toEqual(['lion', 'tiger', 'spoon']);
  });

  it('searches names by similarity and descriptions by English words', async () => {
    const base = await newBase();
    await newEntity(base.id, 'Snow leopard', 'A large cat living in mountains');
    const { rows: similar } = await database.pool.query<{ name: string }>(
      `SELECT name FROM "Entity" WHERE "baseId" = $1 AND "normalizedName" % 'snow lepard'`,
      [base.id],
    );
    const { rows: worded } = await database.pool.query<{ name: string }>(
      `SELECT name FROM "Entity" WHERE "baseId" = $1 AND "deletedAt" IS NULL
         AND to_tsvector('english', "name" || ' ' || coalesce("description", '')) @@ websearch_to_tsquery('english', 'mountain')`,
      [base.id],
    );
    expect([similar.length, worded.length]).toEqual([1, 1]);
  });

  describe('audit events', () => {
    const append = () =>
      database.prisma.auditEvent.create({
        data: {
          scope: randomUUID(),
          sequence: 1,
          actor: 'tester',
          action: 'set.renamed',
          subjectType: 'EntitySet',
          subjectId: '1',
          at: new Date(0),
          previousHash: '',
          hash: 'h',
        },
      });

    it.each([
      ['UPDATE', `UPDATE "AuditEvent" SET actor = 'somebody else'`],
      ['DELETE', `DELETE FROM "AuditEvent"`],
      ['TRUNCATE', `TRUNCATE "AuditEvent"`],
      ['UPDATE', `INSERT INTO "AuditEvent" SELECT * FROM "AuditEvent" ON CONFLICT (id) DO UPDATE SET actor = 'x'`],
    ])('refuse %s (%s) and stay as they were', async (operation, sql) => {
      const event = await append();
      await expect(database.pool.query(sql)).rejects.toThrow(`Audit events are append-only: ${operation} on "AuditEvent" was refused.`);
      expect(await database.prisma.auditEvent.findUnique({ where: { id: event.id } })).toEqual(event);
    });

    it('refuse changes even in a session that skips ordinary triggers', async () => {
      const event = await append();
      const client = await database.pool.connect();
      try {
        await client.query('SET session_replication_role = replica');
        await expect(client.query('DELETE FROM "AuditEvent"')).rejects.toThrow('append-only');
      } finally {
        await client.query('RESET session_replication_role');
        client.release();
      }
      expect(await database.prisma.auditEvent.count({ where: { id: event.id } })).toBe(1);
    });
  });

  it('keeps everything or nothing of an interactive transaction', async () => {
    const slug = randomUUID();
    const attempt = database.prisma.$transaction(async (transaction) => {
      await transaction.knowledgeBase.create({ data: { slug, name: 'Half' } });
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await database.prisma.knowledgeBase.count({ where: { slug } })).toBe(0);
  });

  it('serves many callers at once', async () => {
    const slugs = Array.from({ length: 50 }, () => randomUUID());
    await Promise.all(slugs.map((slug) => database.prisma.knowledgeBase.create({ data: { slug, name: slug } })));
    expect(await database.prisma.knowledgeBase.count({ where: { slug: { in: slugs } } })).toBe(50);
  });

  it('lets transactions wait for each other longer than the 2 s that Prisma would', async () => {
    const slugs = Array.from({ length: 15 }, () => randomUUID());
    const slowly = (slug: string) =>
      database.prisma.$transaction(async (transaction) => {
        await transaction.knowledgeBase.create({ data: { slug, name: slug } });
        await sleep(200);
      });
    await Promise.all(slugs.map(slowly));
    expect(await database.prisma.knowledgeBase.count({ where: { slug: { in: slugs } } })).toBe(15);
  });

  it('can be closed twice', async () => {
    const another = await open();
    await another.close();
    await expect(another.close()).resolves.toBeUndefined();
  });
}

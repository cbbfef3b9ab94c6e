import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { applyMigrations } from '../database/apply-migrations.js';
import { defaultMigrationsFolder, readMigrationFiles } from '../database/migration-files.js';
import { openDatabase, type OpenedDatabase } from '../database/open-database.js';
import { openNotifications } from '../queue/open-notifications.js';
import { PgBossQueue } from '../queue/pg-boss-queue.js';
import { NotificationProgressBus } from '../queue/progress-bus.js';
import { describeDatabaseContract } from './database.contract.js';
import { openTestDatabase } from './open-test-database.js';
import { describeQueueContract } from './queue.contract.js';

const databaseUrl = process.env['DATABASE_URL'] ?? '';
if (databaseUrl === '') throw new Error('DATABASE_URL is not set: run these tests with "npm run test:server".');

describe('a database on a server', () => {
  describeDatabaseContract(() => openTestDatabase({ databaseUrl }));
});

describe('the queue on a server', () => {
  describeQueueContract(() => openTestDatabase({ databaseUrl }));
});

describe('two processes on one server database', () => {
  let first: OpenedDatabase;
  let second: OpenedDatabase;
  beforeAll(async () => {
    first = await openTestDatabase({ databaseUrl });
    second = await openDatabase({ databaseUrl: first.databaseUrl ?? '' });
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  it('hear of each other: news published through one pool reaches a subscriber on another', async () => {
    const [here, there] = [await openNotifications(first), await openNotifications(second)];
    const ended = new AbortController();
    let heard = 0;
    const listening = (async () => {
      for await (const _ of new NotificationProgressBus(there).subscribe('run', ended.signal)) if ((heard += 1) === 2) ended.abort();
    })();
    const bus = new NotificationProgressBus(here);
    await bus.publish('another run');
    await bus.publish('run');
    await bus.publish('run');
    await listening;
    await Promise.all([here.close(), there.close()]);
    expect(heard).toBe(2);
  });

  it('wake each other: a job enqueued in one runs in the other long before its next poll', async () => {
    const [here, there] = [await openNotifications(first), await openNotifications(second)];
    const [sender, receiver] = [await PgBossQueue.start(first, here), await PgBossQueue.start(second, there, { pollMs: 60_000 })];
    const id = randomUUID();
    const taken = new Promise<string>((resolve) => {
      void receiver.work('expansion', 1, (job) => Promise.resolve(resolve(job)));
    });
    await sleep(100);
    const before = performance.now();
    await sender.enqueue('expansion', id);
    expect(await taken).toBe(id);
    expect(performance.now() - before).toBeLessThan(1_000);
    await Promise.all([sender.stop(1_000), receiver.stop(1_000)]);
    await Promise.all([here.close(), there.close()]);
  });

  it('tell subscribers that they may have missed news when the listening connection was lost, and go on', async () => {
    const notices: string[] = [];
    const notifications = await openNotifications(second, { onNotice: (message) => notices.push(message) });
    const payloads: (string | null)[] = [];
    notifications.subscribe('etcetera_progress', (payload) => payloads.push(payload));
    await first.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'etcetera listener' AND datname = current_database()`,
    );
    await until(() => payloads.length === 1);
    await notifications.publish('etcetera_progress', 'run');
    await until(() => payloads.length === 2);
    await notifications.close();
    expect(payloads).toEqual([null, 'run']);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('The connection for live updates was lost');
  });

  it('survive the loss of an idle pool connection, and say so', async () => {
    const notices: string[] = [];
    const third = await openDatabase({ databaseUrl: first.databaseUrl ?? '' }, { onNotice: (message) => notices.push(message) });
    await third.pool.query('SELECT 1');
    await first.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'etcetera' AND state = 'idle' AND pid <> pg_backend_pid()`,
    );
    await until(() => notices.length > 0);
    expect(await third.prisma.knowledgeBase.count()).toBe(0);
    expect(notices[0]).toContain('A database connection was lost');
    await third.close();
  });

  it('let one of two claimants of a locked row skip it', async () => {
    await first.prisma.knowledgeBase.createMany({ data: [1, 2].map((n) => ({ slug: `claim-${n}`, name: 'claim' })) });
    const claim = `SELECT slug FROM "KnowledgeBase" WHERE name = 'claim' ORDER BY slug LIMIT 1 FOR UPDATE SKIP LOCKED`;
    const [a, b] = [await first.pool.connect(), await second.pool.connect()];
    try {
      await a.query('BEGIN');
      await b.query('BEGIN');
      const mine = await a.query<{ slug: string }>(claim);
      const theirs = await b.query<{ slug: string }>(claim);
      expect([mine.rows, theirs.rows]).toEqual([[{ slug: 'claim-1' }], [{ slug: 'claim-2' }]]);
    } finally {
      await a.query('ROLLBACK');
      await b.query('ROLLBACK');
      a.release();
      b.release();
    }
  });
});

describe('opening a server database', () => {
  const withUrl = (change: (url: URL) => void): string => {
    const url = new URL(databaseUrl);
    change(url);
    return url.href;
  };

  it('lets processes that start together take turns: each migration is applied once', async () => {
    const name = `etcetera_race_${randomUUID().replaceAll('-', '')}`;
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const notices: string[] = [];
    const url = withUrl((changed) => (changed.pathname = `/${name}`));
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase({ databaseUrl: url }, { onNotice: (message) => notices.push(message) })),
    );
    const again = await applyMigrations(opened[0]?.pool ?? new pg.Pool(), defaultMigrationsFolder);
    await Promise.all(opened.map((database) => database.close()));
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
    expect(again).toEqual([]);
    const files = await readMigrationFiles(defaultMigrationsFolder);
    // nor does anybody hear of lost connections when the dropped database takes the sockets of closed pools with it
    expect(notices).toEqual(files.map(({ name }) => `Applied migration ${name}.`));
  });

  it.each([
    ['URL_INVALID', 'mysql://localhost/etcetera', 'is not the address of a PostgreSQL server'],
    ['UNREACHABLE', withUrl((url) => (url.port = '9')), 'check that the server runs'],
    ['AUTHENTICATION_FAILED', withUrl((url) => (url.password = 'wrong-secret')), 'refused the user or password'],
    ['DATABASE_MISSING', withUrl((url) => (url.pathname = '/no_such_database')), 'create it with "createdb"'],
  ])('says %s and what to do, without the password', async (code, url, remedy) => {
    const error: unknown = await openDatabase({ databaseUrl: url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'DatabaseError', code });
    expect((error as Error).message).toContain(remedy);
    expect((error as Error).message).not.toContain('secret');
    expect((error as Error).message).not.toContain(new URL(databaseUrl).password);
  });

  it('asks for a superuser when the user may not create pgvector', async () => {
    const suffix = randomUUID().replaceAll('-', '').slice(0, 12);
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`CREATE ROLE plain_${suffix} LOGIN PASSWORD 'plain'`);
    await admin.query(`CREATE DATABASE plain_${suffix} OWNER plain_${suffix}`);
    const url = withUrl((changed) => {
      changed.username = `plain_${suffix}`;
      changed.password = 'plain';
      changed.pathname = `/plain_${suffix}`;
    });
    const refusal: unknown = await openDatabase({ databaseUrl: url }).catch((reason: unknown) => reason);
    const inIt = new pg.Client({ connectionString: withUrl((changed) => (changed.pathname = `/plain_${suffix}`)) });
    await inIt.connect();
    await inIt.query('CREATE EXTENSION vector');
    await inIt.end();
    const database = await openDatabase({ databaseUrl: url });
    const bases = await database.prisma.knowledgeBase.count();
    await database.close();
    await admin.query(`DROP DATABASE plain_${suffix} WITH (FORCE)`);
    await admin.query(`DROP ROLE plain_${suffix}`);
    await admin.end();
    expect(refusal).toMatchObject({ name: 'DatabaseError', code: 'EXTENSION_MISSING' });
    expect((refusal as Error).message).toContain('let a superuser run "CREATE EXTENSION vector"');
    expect(bases).toBe(0);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('What the test waits for did not happen within 15 s.');
    await sleep(10);
  }
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedDatabase } from '../database/open-database.js';
import type { Notifications } from '../queue/notifications.js';
import { openNotifications } from '../queue/open-notifications.js';
import { PgBossQueue } from '../queue/pg-boss-queue.js';
import { NotificationProgressBus } from '../queue/progress-bus.js';

/** What the queue and the progress bus must do on every database. */
export function describeQueueContract(open: () => Promise<OpenedDatabase>): void {
  let database: OpenedDatabase;
  let notifications: Notifications;
  let queue: PgBossQueue;
  const notices: string[] = [];

  // so rare that a job which waits for a poll makes its test fail
  const pollMs = 60_000;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    notices.length = 0;
    notifications = await openNotifications(database);
    queue = await PgBossQueue.start(database, notifications, { pollMs, onNotice: (message) => notices.push(message) });
  });
  afterEach(async () => {
    await queue.stop(1_000);
    await notifications.close();
  });
  afterAll(() => database.close());

  it('hands a job to a worker of its kind within 100 ms, long before the next poll', async () => {
    const seen: string[] = [];
    let arrived: () => void = () => undefined;
    await queue.work('evaluation', 1, () => Promise.reject(new Error('not an evaluation')));
    await queue.work('expansion', 1, (id) => {
      seen.push(id);
      arrived();
      return Promise.resolve();
    });
    await sleep(100);
    const waits: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      const arrival = new Promise<void>((resolve) => (arrived = resolve));
      const before = performance.now();
      await queue.enqueue('expansion', String(index));
      await arrival;
      waits.push(performance.now() - before);
    }
    expect(seen).toEqual(['0', '1', '2', '3', '4']);
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(100);
  });

  it('takes up jobs that waited from before', async () => {
    const id = randomUUID();
    await queue.enqueue('embed-base', id);
    const taken = await new Promise<string>((resolve) => {
      void queue.work('embed-base', 1, (job) => Promise.resolve(resolve(job)));
    });
    expect(taken).toBe(id);
  });

  it('runs no more jobs at a time than asked, and all of them in the end', async () => {
    let atWork = 0;
    let most = 0;
    const done = new Set<string>();
    for (let index = 0; index < 12; index += 1) await queue.enqueue('expansion', `n${index}`);
    await queue.work('expansion', 3, async (id) => {
      most = Math.max(most, (atWork += 1));
      await sleep(20);
      atWork -= 1;
      done.add(id);
    });
    await until(() => done.size === 12);
    expect(most).toBe(3);
  });

  it('does not give a failed job again, says so, and goes on', async () => {
    const calls: string[] = [];
    await queue.work('expansion', 1, (id) => {
      calls.push(id);
      return id === 'bad' ? Promise.reject(new Error('no such run')) : Promise.resolve();
    });
    await queue.enqueue('expansion', 'bad');
    await queue.enqueue('expansion', 'good');
    await until(() => calls.includes('good'));
    await sleep(100);
    expect(calls).toEqual(['bad', 'good']);
    expect(notices).toEqual(['Job bad ended with an error: no such run']);
  });

  it('stops by aborting the jobs at work and waiting for them, and takes no more', async () => {
    const ended: string[] = [];
    await queue.work('expansion', 1, async (id, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await sleep(50);
      ended.push(id);
    });
    await queue.enqueue('expansion', 'running');
    await sleep(300);
    await queue.enqueue('expansion', 'waiting');
    await queue.stop(5_000);
    expect(ended).toEqual(['running']);
    await expect(queue.work('expansion', 1, () => Promise.resolve())).rejects.toThrow('stopped');
    await database.pool.query(`DELETE FROM pgboss.job WHERE data->>'id' = 'waiting'`);
  });

  it('waits for a job that ignores its signal no longer than the grace', async () => {
    let release: () => void = () => undefined;
    await queue.work('expansion', 1, () => new Promise<void>((resolve) => (release = resolve)));
    await queue.enqueue('expansion', 'stubborn');
    await sleep(300);
    const before = performance.now();
    await queue.stop(200);
    const waited = performance.now() - before;
    release();
    await sleep(50);
    expect(waited).toBeGreaterThanOrEqual(190);
    expect(waited).toBeLessThan(2_000);
  });

  it('gives each job to one of two claimants', async () => {
    const other = await PgBossQueue.start(database, notifications, { pollMs });
    const calls: string[] = [];
    const handler = async (id: string): Promise<void> => {
      calls.push(id);
      await sleep(5);
    };
    await queue.work('expansion', 2, handler);
    await other.work('expansion', 2, handler);
    const ids = Array.from({ length: 30 }, (_, index) => `shared-${index}`);
    await Promise.all(ids.map((id) => queue.enqueue('expansion', id)));
    await until(() => calls.length >= ids.length);
    await sleep(100);
    await other.stop(1_000);
    expect([...calls].sort()).toEqual([...ids].sort());
  });

  it('tells each subscriber of a run once for each piece of news, and nobody else', async () => {
    const bus = new NotificationProgressBus(notifications);
    const ended = new AbortController();
    const heard = { a1: 0, a2: 0, b: 0 };
    const listen = async (id: string, key: keyof typeof heard): Promise<void> => {
      for await (const _ of bus.subscribe(id, ended.signal)) heard[key] += 1;
    };
    const all = Promise.all([listen('a', 'a1'), listen('a', 'a2'), listen('b', 'b')]);
    for (let index = 0; index < 3; index += 1) await bus.publish('a');
    await until(() => heard.a1 === 3 && heard.a2 === 3);
    ended.abort();
    await all;
    expect(heard).toEqual({ a1: 3, a2: 3, b: 0 });
  });

  it('ends a subscription whose signal was aborted before it began', async () => {
    const bus = new NotificationProgressBus(notifications);
    const steps: unknown[] = [];
    for await (const step of bus.subscribe('a', AbortSignal.abort())) steps.push(step);
    expect(steps).toEqual([]);
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('What the test waits for did not happen within 15 s.');
    await sleep(10);
  }
}

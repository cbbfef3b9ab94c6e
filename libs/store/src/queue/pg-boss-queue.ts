import type { JobKind, JobQueue } from '@etcetera/expansion';
import { PgBoss } from 'pg-boss';
import type { Pool } from 'pg';
import type { Database } from '../database/database.js';
import { JobWorker, messageOf, type JobSource } from './job-worker.js';
import type { Notifications } from './notifications.js';

const KINDS: readonly JobKind[] = ['expansion', 'evaluation', 'embed-base'];

/**
 * No retries and the longest expiry: a job only wakes a worker. What is left to do, and who does it, stands in the row the job names.
 * Finished jobs are kept for an hour, for those who look into the queue.
 */
const JOB_OPTIONS = { retryLimit: 0, expireInSeconds: 86_000, deleteAfterSeconds: 3_600, retentionSeconds: 7 * 86_400 };

/** How the queue behaves. */
export interface PgBossQueueOptions {
  /** How often workers look for jobs when nobody wakes them; default 1000 ms. */
  readonly pollMs?: number;
  readonly onNotice?: (message: string) => void;
}

/** A job queue in the database (schema `pgboss`), with workers that are woken by notifications instead of waiting for the next poll. */
export class PgBossQueue implements JobQueue {
  private readonly workers = new Map<JobKind, Set<JobWorker>>();
  private readonly unsubscribe: () => void;
  private stopping: Promise<void> | undefined;

  private constructor(
    private readonly boss: PgBoss,
    private readonly notifications: Notifications,
    private readonly options: PgBossQueueOptions,
  ) {
    this.unsubscribe = notifications.subscribe('etcetera_jobs', (kind) => {
      for (const [candidate, workers] of this.workers) {
        if (kind === null || kind === candidate) for (const worker of workers) worker.wake();
      }
    });
  }

  /** Makes the queue's tables where they are missing. The database and the notifications stay the caller's to close, after `stop`. */
  static async start(database: Database, notifications: Notifications, options: PgBossQueueOptions = {}): Promise<PgBossQueue> {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => executeSql(database.pool, text, values) },
      backend: database.mode === 'embedded' ? 'pglite' : 'postgres',
      schedule: false,
      reindex: false,
      monitorVacuum: false,
    });
    boss.on('error', (error) => options.onNotice?.(`The job queue reported: ${error.message}`));
    await boss.start();
    for (const kind of KINDS) await boss.createQueue(kind, JOB_OPTIONS);
    return new PgBossQueue(boss, notifications, options);
  }

  async enqueue(kind: JobKind, id: string): Promise<void> {
    await this.boss.send(kind, { id });
    await this.notifications.publish('etcetera_jobs', kind);
  }

  work(kind: JobKind, concurrency: number, handler: (id: string, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.stopping) return Promise.reject(new Error('The job queue has been stopped and takes no more workers.'));
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      return Promise.reject(new RangeError(`The concurrency of "${kind}" jobs must be a whole number of at least 1, not ${concurrency}.`));
    }
    const workers = this.workers.get(kind) ?? new Set<JobWorker>();
    this.workers.set(kind, workers);
    workers.add(new JobWorker(this.sourceOf(kind), concurrency, this.options.pollMs ?? 1_000, handler));
    return Promise.resolve();
  }

  stop(graceMs: number): Promise<void> {
    return (this.stopping ??= this.stopNow(graceMs));
  }

  private async stopNow(graceMs: number): Promise<void> {
    this.unsubscribe();
    const workers = [...this.workers.values()].flatMap((ofKind) => [...ofKind]);
    await Promise.all(workers.map((worker) => worker.stop(graceMs)));
    await this.boss.stop({ graceful: false, close: false });
  }

  private sourceOf(kind: JobKind): JobSource {
    return {
      fetch: async (limit) => {
        const jobs = await this.boss.fetch<{ id: string }>(kind, { batchSize: limit });
        return jobs.map((job) => ({ jobId: job.id, id: job.data.id }));
      },
      finish: async (job, error) => {
        if (error === undefined) await this.boss.complete(kind, job.jobId);
        else await this.boss.fail(kind, job.jobId, { message: messageOf(error) });
      },
      onNotice: (message) => this.options.onNotice?.(message),
    };
  }
}

/** pg-boss sends scripts with their own BEGIN and COMMIT; after a failing one the connection must not go back in an aborted transaction. */
async function executeSql(pool: Pool, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  try {
    const result = (await client.query(text, values)) as { rows: unknown[] } | { rows?: unknown[] }[];
    return { rows: Array.isArray(result) ? result.flatMap((part) => part.rows ?? []) : result.rows };
  } catch (error) {
    if (values === undefined || values.length === 0) await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

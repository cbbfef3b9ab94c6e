import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { MigrationError } from './migration-error.js';
import { readMigrationFiles, type MigrationFile } from './migration-files.js';

/** Prisma's bookkeeping table, column for column, so that its own tools go on from here and the other way round. */
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** The key that Prisma's engine locks too: the two never apply migrations at the same time. */
export const MIGRATION_LOCK = 72707369;

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/**
 * Brings the database up to the migrations in a folder. Each migration runs in a transaction of its own, under a lock that ends with it
 * (so it holds behind a transaction pooler too): processes that start together take turns, and a failing migration leaves nothing behind
 * but its record. A migration can therefore not use statements that refuse a transaction, such as CREATE INDEX CONCURRENTLY.
 * @returns The names of the migrations that were applied now.
 * @throws MigrationError when an applied migration was edited since or is not in the folder, an earlier one failed, or one fails now.
 */
export async function applyMigrations(pool: Pool, folder: string): Promise<readonly string[]> {
  const files = await readMigrationFiles(folder);
  const client = await pool.connect();
  try {
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(client, files);
      if (name === undefined) return applied;
      applied.push(name);
    }
  } finally {
    client.release();
  }
}

/** Applies the first pending migration and returns its name, or nothing when none is pending. */
async function applyNext(client: PoolClient, files: readonly MigrationFile[]): Promise<string | undefined> {
  let next: MigrationFile | undefined;
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(CREATE_TABLE);
    const { rows } = await client.query<AppliedRow>(
      'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at',
    );
    checkHistory(rows, files);
    const applied = new Set(rows.map((row) => row.migration_name));
    next = files.find((file) => !applied.has(file.name));
    if (next) {
      await client.query(next.sql);
      await record(client, next, 'finished');
    }
    await client.query('COMMIT');
    return next?.name;
  } catch (cause) {
    await client.query('ROLLBACK');
    if (!next) throw cause;
    throw await recordFailure(client, next, cause);
  }
}

/** The failure was undone with its transaction, so it is recorded as rolled back and the next start tries again. */
async function recordFailure(client: PoolClient, file: MigrationFile, cause: unknown): Promise<MigrationError> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  await client.query(CREATE_TABLE);
  await record(client, file, 'rolled back', reason);
  return new MigrationError(
    'FAILED',
    file.name,
    `Migration ${file.name} failed and was undone: ${reason.replace(/\.$/, '')}.`,
    'Repair what made it fail and start again.',
    { cause },
  );
}

async function record(client: PoolClient, file: MigrationFile, outcome: 'finished' | 'rolled back', logs?: string): Promise<void> {
  const finished = outcome === 'finished';
  // clock_timestamp, not now(): the migrations of one start must sort in the order in which they were applied
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs, started_at, finished_at, rolled_back_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), CASE WHEN $5 THEN clock_timestamp() END, CASE WHEN $5 THEN NULL ELSE clock_timestamp() END, $6)`,
    [randomUUID(), file.checksum, file.name, logs ?? null, finished, finished ? 1 : 0],
  );
}

function checkHistory(rows: readonly AppliedRow[], files: readonly MigrationFile[]): void {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { migration_name: name, checksum, finished_at: finishedAt } of rows) {
    if (finishedAt === null) {
      throw new MigrationError(
        'FAILED_EARLIER',
        name,
        `Migration ${name} is recorded as failed, and part of it may have been kept.`,
        `Repair the database, mark it with "npx prisma migrate resolve --rolled-back ${name}" and start again.`,
      );
    }
    const file = byName.get(name);
    if (!file) {
      throw new MigrationError(
        'UNKNOWN_APPLIED',
        name,
        `The database holds migration ${name}, which this version does not know.`,
        'A newer version has used this database: start that version, or restore a backup made before it.',
      );
    }
    if (file.checksum !== checksum) {
      throw new MigrationError(
        'CHANGED_AFTER_APPLYING',
        name,
        `Migration ${name} was changed after it had been applied (recorded sha256 ${checksum}, file ${file.checksum}).`,
        'Restore the file as it was and put the change into a new migration.',
      );
    }
  }
}

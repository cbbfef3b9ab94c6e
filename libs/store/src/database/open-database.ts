import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from '../generated/client/client.js';
import { applyMigrations } from './apply-migrations.js';
import { lockDataDirectory } from './data-directory-lock.js';
import type { Database } from './database.js';
import { DatabaseError } from './database-error.js';
import { openEmbeddedPool, type EmbeddedPool } from './embedded-pool.js';
import { memorySnapshot } from './memory-snapshot.js';
import { defaultMigrationsFolder } from './migration-files.js';
import { openServerPool } from './server-pool.js';

/**
 * Which database: a server, a directory of this machine, or (for tests) memory. A database in memory starts from a migrated snapshot, which
 * is kept in `snapshotFolder` for the next process when one is named.
 */
export type DatabaseLocation =
  { readonly databaseUrl: string } | { readonly dataDirectory: string } | { readonly memory: true; readonly snapshotFolder?: string };

/** How a database is opened. */
export interface OpenDatabaseOptions {
  /** Folder of the migrations; by default the one that ships with the product. */
  readonly migrationsFolder?: string;
  /** Is told what a person may want to know: migrations applied, connections lost. */
  readonly onNotice?: (message: string) => void;
  /** Most connections of this process to a server; default 10. The embedded database has one. */
  readonly maxConnections?: number;
}

/** A database that was opened here, with what only its opener needs. */
export interface OpenedDatabase extends Database {
  /** Address of the server; null when embedded. */
  readonly databaseUrl: string | null;
  /** Tells other processes that find the directory in use where this one serves. Does nothing with a server database. */
  announce(url: string): void;
}

/**
 * Opens a database and applies pending migrations.
 *
 * The embedded database runs in this process, is locked against other processes and has a single session: while an interactive
 * transaction is open, only its own client may be used until it ends; a query beside it would wait for it. A crash of the process loses
 * nothing that was acknowledged; a crash of the operating system can, because the embedded database does not wait for the disk.
 * @throws DatabaseError when the server or directory cannot be used.
 * @throws DataDirectoryLockedError when another process has the directory open.
 * @throws MigrationError when a migration cannot be applied.
 */
export async function openDatabase(location: DatabaseLocation, options: OpenDatabaseOptions = {}): Promise<OpenedDatabase> {
  if ('databaseUrl' in location) return openServer(location.databaseUrl, options);
  if ('dataDirectory' in location) return openDirectory(path.resolve(location.dataDirectory), options);
  return openMemory(location.snapshotFolder, options);
}

async function openServer(databaseUrl: string, options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const pool = await openServerPool(databaseUrl, options);
  try {
    await migrate(pool, options);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return assemble('server', databaseUrl, pool, { end: () => pool.end(), announce: () => undefined });
}

async function openDirectory(dataDirectory: string, options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const lock = await lockDataDirectory(dataDirectory);
  try {
    const folder = path.join(dataDirectory, 'database');
    if (!existsSync(folder)) await createDirectory(folder, options);
    const embedded = await startIn(folder);
    await migrateOrClose(embedded, options);
    return assemble('embedded', null, embedded.pool, {
      end: async () => {
        try {
          await embedded.close();
        } finally {
          lock.release();
        }
      },
      announce: (url) => {
        lock.announce(url);
      },
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Makes the database under another name and gives it its own only when it is whole: a process that is killed during its first start leaves
 * nothing that the next one would take for a database.
 */
async function createDirectory(folder: string, options: OpenDatabaseOptions): Promise<void> {
  const draft = `${folder}.creating`;
  await rm(draft, { recursive: true, force: true });
  const embedded = await startIn(draft);
  await migrateOrClose(embedded, options);
  await embedded.close();
  await rename(draft, folder);
}

async function startIn(folder: string): Promise<EmbeddedPool> {
  return openEmbeddedPool({ dataDirectory: folder }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError(
      'DATA_DIRECTORY_UNUSABLE',
      `The embedded database in ${folder} does not start (${reason}): restore a backup of it, or name another directory.`,
      { cause },
    );
  });
}

async function openMemory(snapshotFolder: string | undefined, options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const snapshot = await memorySnapshot(options.migrationsFolder ?? defaultMigrationsFolder, snapshotFolder);
  const embedded = await openEmbeddedPool({ snapshot });
  await migrateOrClose(embedded, options);
  return assemble('embedded', null, embedded.pool, { end: () => embedded.close(), announce: () => undefined });
}

async function migrateOrClose(embedded: EmbeddedPool, options: OpenDatabaseOptions): Promise<void> {
  try {
    await migrate(embedded.pool, options);
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

async function migrate(pool: Pool, options: OpenDatabaseOptions): Promise<void> {
  const applied = await applyMigrations(pool, options.migrationsFolder ?? defaultMigrationsFolder);
  for (const name of applied) options.onNotice?.(`Applied migration ${name}.`);
}

/** In milliseconds. Transactions queue for the one connection of the embedded database, so they may wait longer than Prisma's 2 s. */
const TRANSACTION_OPTIONS = { maxWait: 60_000, timeout: 60_000 };

interface Ending {
  end(): Promise<void>;
  announce(url: string): void;
}

function assemble(mode: Database['mode'], databaseUrl: string | null, pool: Pool, ending: Ending): OpenedDatabase {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION_OPTIONS });
  let closing: Promise<void> | undefined;
  return {
    mode,
    databaseUrl,
    prisma,
    pool,
    announce: (url) => {
      ending.announce(url);
    },
    close: () => (closing ??= prisma.$disconnect().then(() => ending.end())),
  };
}

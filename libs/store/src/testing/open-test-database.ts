import { randomUUID } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, type OpenDatabaseOptions, type OpenedDatabase } from '../database/open-database.js';

/** For tests: which kind of database to open. */
export interface OpenTestDatabaseOptions extends OpenDatabaseOptions {
  /** A server on which a database of its own is created, and dropped by `close`; left out: an embedded database in memory. */
  readonly databaseUrl?: string;
}

/** For tests: opens a fresh, migrated database that shares nothing with any other and leaves nothing behind. Close it in `afterAll`. */
export async function openTestDatabase(options: OpenTestDatabaseOptions = {}): Promise<OpenedDatabase> {
  const { databaseUrl, ...rest } = options;
  if (databaseUrl === undefined) {
    const snapshotFolder = path.join(tmpdir(), `etcetera-test-snapshots-${userInfo().uid}`);
    return openDatabase({ memory: true, snapshotFolder }, rest);
  }
  const name = `etcetera_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await administer(databaseUrl, `CREATE DATABASE ${name}`);
  const drop = (): Promise<void> => administer(databaseUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  try {
    const database = await openDatabase({ databaseUrl: url.href }, rest);
    let closing: Promise<void> | undefined;
    return { ...database, close: () => (closing ??= database.close().then(drop)) };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function administer(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

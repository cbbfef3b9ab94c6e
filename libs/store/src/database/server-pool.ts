import pg from 'pg';
import { MIGRATION_LOCK } from './apply-migrations.js';
import { DatabaseError } from './database-error.js';

/** Oldest server that is supported, and oldest pgvector: filtered searches rely on the iterative scans of 0.8. */
const MINIMUM_SERVER = 15;
const MINIMUM_VECTOR = [0, 8] as const;

/** How many connections the pool of one process may hold, and where losses of idle ones are told. */
export interface ServerPoolOptions {
  readonly maxConnections?: number;
  readonly onNotice?: (message: string) => void;
}

/**
 * Connects to a server and makes sure that it can hold the product's data: its version, and the extensions vector and pg_trgm, which are
 * created when they are not there yet.
 * @throws DatabaseError that says what is wrong with the server and what to do; the message never contains the password.
 */
export async function openServerPool(databaseUrl: string, options: ServerPoolOptions = {}): Promise<pg.Pool> {
  const place = describeUrl(databaseUrl);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'etcetera',
  });
  // an idle connection that breaks is replaced by the pool; without a listener it would end the process
  pool.on('error', (error) => {
    // a pool that is being closed replaces nothing, and its last sockets may outlive the promise of `end`
    if (!pool.ending) options.onNotice?.(`A database connection was lost and will be replaced: ${error.message}`);
  });
  try {
    const client = await pool.connect().catch((error: unknown) => {
      throw connectionError(error, place);
    });
    try {
      await checkVersion(client, place);
      await ensureExtensions(client, place);
    } finally {
      client.release();
    }
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** host:port/database of an address, without user and password. */
function describeUrl(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseError(
      'URL_INVALID',
      'DATABASE_URL is not the address of a PostgreSQL server: write postgresql://user:password@host:5432/database.',
    );
  }
  const host = url.hostname || url.searchParams.get('host') || 'localhost';
  return `${host}:${url.port || '5432'}${url.pathname}`;
}

function connectionError(error: unknown, place: string): DatabaseError {
  const code = (error as { code?: string }).code ?? '';
  const reason = error instanceof Error && error.message !== '' ? error.message : code;
  if (code === '28P01' || code === '28000') {
    return new DatabaseError(
      'AUTHENTICATION_FAILED',
      `The database server at ${place} refused the user or password (${reason}): correct them in DATABASE_URL.`,
      { cause: error },
    );
  }
  if (code === '3D000') {
    return new DatabaseError(
      'DATABASE_MISSING',
      `There is no such database at ${place}: create it with "createdb", or correct DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
  return new DatabaseError(
    'UNREACHABLE',
    `No database connection to ${place} (${reason}): check that the server runs, that this machine may reach it, and DATABASE_URL.`,
    { cause: error },
  );
}

async function checkVersion(client: pg.PoolClient, place: string): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
  );
  const version = rows[0];
  if (version && version.number >= MINIMUM_SERVER * 10_000) return;
  throw new DatabaseError(
    'SERVER_TOO_OLD',
    `The server at ${place} is PostgreSQL ${version?.text ?? 'of unknown version'}; version ${MINIMUM_SERVER} or newer is needed: upgrade it.`,
  );
}

async function ensureExtensions(client: pg.PoolClient, place: string): Promise<void> {
  await client.query('BEGIN');
  try {
    // CREATE EXTENSION IF NOT EXISTS still fails when two processes run it at once
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const { rows } = await client.query<{ name: string; installed: string | null }>(
      `SELECT name, installed_version AS installed FROM pg_available_extensions WHERE name IN ('vector', 'pg_trgm')`,
    );
    for (const name of ['vector', 'pg_trgm'] as const) {
      const row = rows.find((candidate) => candidate.name === name);
      if (!row) throw missingExtension(name, place);
      if (row.installed === null) await createExtension(client, name, place);
    }
    await checkVectorVersion(client, place);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

function missingExtension(name: string, place: string): DatabaseError {
  const remedy =
    name === 'vector'
      ? 'install pgvector 0.8 or newer on the server (Debian: postgresql-NN-pgvector; image: pgvector/pgvector)'
      : 'install the contrib extensions of PostgreSQL on the server (Debian: postgresql-contrib)';
  return new DatabaseError('EXTENSION_MISSING', `The server at ${place} does not have the extension ${name}: ${remedy}.`);
}

async function createExtension(client: pg.PoolClient, name: string, place: string): Promise<void> {
  await client.query(`CREATE EXTENSION IF NOT EXISTS ${name}`).catch((cause: unknown) => {
    throw new DatabaseError(
      'EXTENSION_MISSING',
      `The extension ${name} could not be created at ${place} (${cause instanceof Error ? cause.message : String(cause)}): ` +
        `let a superuser run "CREATE EXTENSION ${name}" in that database once.`,
      { cause },
    );
  });
}

async function checkVectorVersion(client: pg.PoolClient, place: string): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'`);
  const version = rows[0]?.version ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM_VECTOR[0] || (major === MINIMUM_VECTOR[0] && minor >= MINIMUM_VECTOR[1])) return;
  throw new DatabaseError(
    'EXTENSION_TOO_OLD',
    `The database at ${place} has pgvector ${version}; ${MINIMUM_VECTOR.join('.')} or newer is needed: ` +
      'install it on the server, then run "ALTER EXTENSION vector UPDATE".',
  );
}

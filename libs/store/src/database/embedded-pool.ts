import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';

/** PostgreSQL inside this process, behind an ordinary node-postgres pool. */
export interface EmbeddedPool {
  readonly pglite: PGlite;
  /** One connection: the embedded database has a single session, and the pool makes callers queue for it. */
  readonly pool: pg.Pool;
  /** Ends the pool and shuts the database down. */
  close(): Promise<void>;
}

/** Where the embedded database keeps its files, and what it starts from. */
export interface EmbeddedPoolOptions {
  /** Folder of the database files; left out: in memory. */
  readonly dataDirectory?: string;
  /** A dump made by `PGlite.dumpDataDir`, to start from instead of an empty database. */
  readonly snapshot?: Blob;
}

/** Starts the embedded database with pgvector and pg_trgm available. Takes no lock: see `lockDataDirectory`. */
export async function openEmbeddedPool(options: EmbeddedPoolOptions = {}): Promise<EmbeddedPool> {
  const pglite = await PGlite.create({
    extensions: { vector, pg_trgm },
    ...(options.dataDirectory === undefined ? {} : { dataDir: options.dataDirectory }),
    ...(options.snapshot === undefined ? {} : { loadDataDir: options.snapshot }),
  });
  const pool = new pg.Pool({ ...poolConfig(pglite), max: 1, idleTimeoutMillis: 0 });
  return {
    pglite,
    pool,
    async close() {
      if (!pool.ended && !pool.ending) await pool.end();
      if (!pglite.closed) await pglite.close();
    },
  };
}

/**
 * The bridge reads a query's `types` as a list of parameter types, but Prisma's adapter passes node-postgres' object of parsers there,
 * which belongs to the reading of results: keep only lists.
 */
function poolConfig(pglite: PGlite): pg.PoolConfig {
  const config = createPgConfig(pglite);
  const connection = config.connection;
  const parse = connection.parse.bind(connection);
  connection.parse = (query: { types?: unknown }) => {
    parse({ ...query, types: Array.isArray(query.types) ? query.types : undefined });
  };
  return config;
}

import type { Pool } from 'pg';
import type { PrismaClient } from '../generated/client/client.js';

/** An open database, embedded or on a server: the same Prisma client and pool either way. */
export interface Database {
  readonly mode: 'embedded' | 'server';
  readonly prisma: PrismaClient;
  /** For bulk loads and the queue. In embedded mode it holds one connection. */
  readonly pool: Pool;
  /** Closes client, pool and (embedded) the database and its lock. Safe to call twice. */
  close(): Promise<void>;
}

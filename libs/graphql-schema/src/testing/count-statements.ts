import type { Database } from '@etcetera/store';

/** For tests: the SQL statements that the database gets while `work` runs. */
export async function countStatements<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T; statements: readonly string[] }> {
  // The embedded database has one connection, so watching it sees everything.
  const client = await database.pool.connect();
  const original = client.query.bind(client);
  const statements: string[] = [];
  const watched = (...args: unknown[]): unknown => {
    const [query] = args;
    statements.push(typeof query === 'string' ? query : String((query as { text?: string }).text));
    return (original as (...a: unknown[]) => unknown)(...args);
  };
  Object.assign(client, { query: watched });
  client.release();
  try {
    return { result: await work(), statements };
  } finally {
    Object.assign(client, { query: original });
  }
}

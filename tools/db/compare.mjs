// Compares the migrations with the schema, in an embedded database that lives in memory only: no server is needed.
import { importStore, migrationsList, schemaFiles } from './project.mjs';
import { createSchemaEngine, NO_FILTERS } from './wasm-engine.mjs';

/**
 * Applies the migrations to an empty database and compares what is there with the schema.
 * @returns {Promise<{ sql: string, objects: Set<string> }>} the SQL that leads from the migrations to the schema, empty when they agree, and
 *   the names of the indexes and triggers that the migrations make
 */
export async function compareMigrationsWithSchema({ schema, migrations }) {
  const { openEmbeddedPool } = await importStore('database/embedded-pool.ts');
  const database = await openEmbeddedPool();
  try {
    return await compareIn(database.pool, { schema, migrations });
  } finally {
    await database.close();
  }
}

/** The engine wants a database to work on and an empty one to try the migrations in; it writes to the second only, so one serves as both. */
async function compareIn(pool, { schema, migrations }) {
  let objects = new Set();
  const rememberObjects = async () => {
    objects = await objectNames(pool);
  };
  const { engine, errorOf } = await createSchemaEngine({
    pool: () => pool,
    openShadow: async () => ({ pool, close: rememberObjects }),
  });
  try {
    const difference = await engine.diff({
      from: { tag: 'migrations', ...migrationsList(migrations) },
      to: { tag: 'schemaDatamodel', files: schemaFiles(schema) },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: true,
      filters: NO_FILTERS,
    });
    // 2: they differ; 0: they agree
    return { sql: difference.exitCode === 0 ? '' : difference.stdout, objects };
  } catch (error) {
    throw new Error(errorOf(error), { cause: error });
  }
}

async function objectNames(pool) {
  const { rows } = await pool.query(
    'SELECT indexname AS name FROM pg_indexes UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal',
  );
  return new Set(rows.map(({ name }) => name));
}

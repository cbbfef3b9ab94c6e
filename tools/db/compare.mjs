// Compares the migrations with the schema, in embedded databases that live in memory only: no server is needed.
import { importStore, migrationsList, schemaFiles } from './project.mjs';
import { createSchemaEngine, NO_FILTERS } from './wasm-engine.mjs';

/** The SQL that leads from the migrations to the schema; empty when they agree. */
export async function differenceSql({ schema, migrations }) {
  const { openEmbeddedPool } = await importStore('database/embedded-pool.ts');
  const main = await openEmbeddedPool();
  try {
    const { engine, errorOf } = await createSchemaEngine({ pool: () => main.pool, openShadow: () => openEmbeddedPool() });
    const difference = await engine
      .diff({
        from: { tag: 'migrations', ...migrationsList(migrations) },
        to: { tag: 'schemaDatamodel', files: schemaFiles(schema) },
        script: true,
        shadowDatabaseUrl: null,
        exitCode: true,
        filters: NO_FILTERS,
      })
      .catch((error) => {
        throw new Error(errorOf(error));
      });
    // 2: they differ; 0: they agree
    return difference.exitCode === 0 ? '' : difference.stdout;
  } finally {
    await main.close();
  }
}

/** Which of these objects (indexes, triggers) are missing once all migrations are applied. */
export async function missingObjects(names, migrations) {
  const { openEmbeddedPool } = await importStore('database/embedded-pool.ts');
  const { applyMigrations } = await importStore('database/apply-migrations.ts');
  const embedded = await openEmbeddedPool();
  try {
    await applyMigrations(embedded.pool, migrations);
    const { rows } = await embedded.pool.query(
      'SELECT indexname AS name FROM pg_indexes UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal',
    );
    const present = new Set(rows.map((row) => row.name));
    return names.filter((name) => !present.has(name));
  } finally {
    await embedded.close();
  }
}

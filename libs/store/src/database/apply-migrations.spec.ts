import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyMigrations } from './apply-migrations.js';
import { openEmbeddedPool, type EmbeddedPool } from './embedded-pool.js';
import type { MigrationError } from './migration-error.js';
import { defaultMigrationsFolder, readMigrationFiles } from './migration-files.js';

interface SchemaEngine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
}
interface EngineModule {
  NO_FILTERS: unknown;
  createSchemaEngine(options: unknown): Promise<{ engine: SchemaEngine }>;
}

describe('applyMigrations', () => {
  let folder: string;
  let embedded: EmbeddedPool;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'etcetera-migrations-'));
    embedded = await openEmbeddedPool();
  });
  afterEach(async () => {
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (name: string, sql: string): Promise<void> => {
    await mkdir(path.join(folder, name), { recursive: true });
    await writeFile(path.join(folder, name, 'migration.sql'), sql);
  };
  const refusal = async (): Promise<MigrationError> => {
    const error: unknown = await applyMigrations(embedded.pool, folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'MigrationError' });
    return error as MigrationError;
  };
  const records = async (): Promise<unknown[]> => {
    const { rows } = await embedded.pool.query<object>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS undone,
              applied_steps_count AS steps, logs FROM "_prisma_migrations" ORDER BY started_at`,
    );
    return rows;
  };
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('applies what is pending in the order of the names, and nothing twice', async () => {
    await write('2_second', 'ALTER TABLE pets ADD COLUMN age INT; INSERT INTO pets VALUES (1, 2);');
    await write('1_first', 'CREATE TABLE pets (id INT);');
    expect(await applyMigrations(embedded.pool, folder)).toEqual(['1_first', '2_second']);
    expect(await applyMigrations(embedded.pool, folder)).toEqual([]);
    await write('3_third', 'CREATE TABLE owners (id INT);');
    expect(await applyMigrations(embedded.pool, folder)).toEqual(['3_third']);
    expect((await records())[0]).toEqual({
      name: '1_first',
      checksum: sha256('CREATE TABLE pets (id INT);'),
      finished: true,
      undone: false,
      steps: 1,
      logs: null,
    });
  });

  it('undoes a failing migration as a whole, names it, and applies it once it is repaired', async () => {
    await write('1_good', 'CREATE TABLE pets (id INT);');
    await write('2_bad', 'CREATE TABLE owners (id INT); ALTER TABLE no_such_table ADD COLUMN x INT;');
    const error = await refusal();
    expect(error).toMatchObject({ code: 'FAILED', migration: '2_bad', remedy: 'Repair what made it fail and start again.' });
    expect(error.message).toContain('relation "no_such_table" does not exist');
    const { rows } = await embedded.pool.query(`SELECT to_regclass('pets') AS pets, to_regclass('owners') AS owners`);
    expect(rows).toEqual([{ pets: 'pets', owners: null }]);
    expect(await records()).toMatchObject([
      { name: '1_good', finished: true },
      { name: '2_bad', finished: false, undone: true, logs: 'relation "no_such_table" does not exist' },
    ]);
    await write('2_bad', 'CREATE TABLE owners (id INT);');
    expect(await applyMigrations(embedded.pool, folder)).toEqual(['2_bad']);
  });

  it('refuses when an applied migration was changed since', async () => {
    await write('1_first', 'CREATE TABLE pets (id INT);');
    await applyMigrations(embedded.pool, folder);
    await write('1_first', 'CREATE TABLE pets (id BIGINT);');
    await write('2_second', 'CREATE TABLE owners (id INT);');
    expect(await refusal()).toMatchObject({ code: 'CHANGED_AFTER_APPLYING', migration: '1_first' });
    expect(await records()).toHaveLength(1);
  });

  it('refuses a database that a newer version has migrated', async () => {
    await write('1_first', 'SELECT 1;');
    await write('2_newer', 'SELECT 1;');
    await applyMigrations(embedded.pool, folder);
    await rm(path.join(folder, '2_newer'), { recursive: true });
    expect(await refusal()).toMatchObject({ code: 'UNKNOWN_APPLIED', migration: '2_newer' });
  });

  it('refuses while a failure is on record that was not resolved, and tells the command that resolves it', async () => {
    await write('1_first', 'SELECT 1;');
    await applyMigrations(embedded.pool, folder);
    await embedded.pool.query(`UPDATE "_prisma_migrations" SET finished_at = NULL`);
    const error = await refusal();
    expect(error).toMatchObject({ code: 'FAILED_EARLIER', migration: '1_first' });
    expect(error.remedy).toContain('npx prisma migrate resolve --rolled-back 1_first');
    await embedded.pool.query(`UPDATE "_prisma_migrations" SET rolled_back_at = now()`);
    expect(await applyMigrations(embedded.pool, folder)).toEqual(['1_first']);
  });

  it('refuses a folder without migrations, and one that is not there', async () => {
    expect(await refusal()).toMatchObject({ code: 'FOLDER_UNREADABLE', migration: folder });
    await rm(folder, { recursive: true });
    expect(await refusal()).toMatchObject({ code: 'FOLDER_UNREADABLE', migration: folder });
  });

  describe("beside Prisma's own engine", () => {
    const applyByEngine = async (): Promise<string[]> => {
      const tools = (await import(new URL('../../../../tools/db/wasm-engine.mjs', import.meta.url).href)) as EngineModule;
      const { engine } = await tools.createSchemaEngine({ pool: () => embedded.pool, openShadow: () => openEmbeddedPool() });
      const files = await readMigrationFiles(defaultMigrationsFolder);
      const migrationsList = {
        baseDir: defaultMigrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: files.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      };
      return (await engine.applyMigrations({ migrationsList, filters: tools.NO_FILTERS })).appliedMigrationNames;
    };

    it('leaves nothing for it to apply', async () => {
      const applied = await applyMigrations(embedded.pool, defaultMigrationsFolder);
      expect(applied.length).toBeGreaterThanOrEqual(2);
      expect(await applyByEngine()).toEqual([]);
    });

    it('finds nothing to apply after it, and the same records', async () => {
      const applied = await applyByEngine();
      expect(applied.length).toBeGreaterThanOrEqual(2);
      const byEngine = await records();
      expect(await applyMigrations(embedded.pool, defaultMigrationsFolder)).toEqual([]);
      await embedded.close();
      embedded = await openEmbeddedPool();
      await applyMigrations(embedded.pool, defaultMigrationsFolder);
      expect(await records()).toEqual(byEngine);
    });

    it('uses a bookkeeping table of the same columns', async () => {
      const columns = async (): Promise<unknown> =>
        (
          await embedded.pool.query(
            `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
             FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
          )
        ).rows;
      await applyByEngine();
      const theirs = await columns();
      await embedded.close();
      embedded = await openEmbeddedPool();
      await applyMigrations(embedded.pool, defaultMigrationsFolder);
      expect(await columns()).toEqual(theirs);
    });
  });
});

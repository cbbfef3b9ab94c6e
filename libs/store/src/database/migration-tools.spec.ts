import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('the migration tools', () => {
  let folder: string;
  let migrations: string;
  let schema: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'etcetera-tools-'));
    migrations = path.join(folder, 'migrations');
    schema = path.join(folder, 'schema.prisma');
    cpSync(path.join(root, 'prisma/migrations'), migrations, { recursive: true });
    cpSync(path.join(root, 'prisma/schema.prisma'), schema);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (tool: string, ...parameters: string[]) =>
    spawnSync(process.execPath, [path.join(root, 'tools/db', tool), ...parameters, '--migrations', migrations, '--schema', schema], {
      cwd: root,
      encoding: 'utf8',
    });
  const changeSchema = (from: string, to: string): void => {
    const text = readFileSync(schema, 'utf8');
    expect(text).toContain(from);
    writeFileSync(schema, text.replace(from, to));
  };

  // every run of a tool starts a process and a database of its own
  jest.setTimeout(240_000);

  it('find no drift between the migrations and the schema that ship, and nothing to write', () => {
    const drift = run('drift.mjs');
    expect([drift.status, drift.stderr]).toEqual([0, '']);
    const before = readdirSync(migrations);
    const written = run('new-migration.mjs', 'nothing');
    expect(written.status).toBe(1);
    expect(written.stderr).toContain('asks for nothing that the migrations do not do already');
    expect(readdirSync(migrations)).toEqual(before);
  });

  it('report a change of the schema as SQL, write it as the next migration, warn of what it destroys, and agree afterwards', () => {
    changeSchema('  licence     String?', '  motto       String?');
    const drift = run('drift.mjs');
    expect(drift.status).toBe(1);
    expect(drift.stderr).toContain('ADD COLUMN     "motto" TEXT');
    const written = run('new-migration.mjs', 'motto_for_licence');
    expect(written.status).toBe(0);
    expect(written.stderr).toMatch(/destroys data[\s\S]*DROP COLUMN "licence"/);
    const name = readdirSync(migrations).sort().at(-2) ?? '';
    expect(name).toMatch(/^\d{14}_motto_for_licence$/);
    expect(run('drift.mjs').status).toBe(0);
  });

  it('report a migration that drops an index which the schema does not know, unless it gives it up', () => {
    const name = '29990101000000_tidy_up';
    const file = path.join(migrations, name, 'migration.sql');
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'DROP INDEX "entity_live_fulltext";\n');
    const drift = run('drift.mjs');
    expect(drift.status).toBe(1);
    expect(drift.stderr).toContain('"entity_live_fulltext", made by migration 20261101000100_search_and_audit_guards, is gone');
    writeFileSync(file, '-- unmanaged: entity_live_fulltext\nDROP INDEX "entity_live_fulltext";\n');
    expect(run('drift.mjs').status).toBe(0);
  });

  it('refuse a name that would not sort or read well', () => {
    for (const name of ['Add Motto', '../up', ''])
      expect(run('new-migration.mjs', name).stderr).toContain('Name the migration in lower case');
  });

  it('migrate the embedded database of the data directory that the environment names', () => {
    const migrate = (): string =>
      spawnSync(process.execPath, [path.join(root, 'tools/db/migrate.mjs')], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: '', ETCETERA_DATA_DIR: path.join(folder, 'data') },
      }).stdout;
    expect(migrate()).toContain('Applied migration 20261101000000_init.');
    expect(existsSync(path.join(folder, 'data/database/PG_VERSION'))).toBe(true);
    expect(migrate()).toContain('No migration is pending');
  });
});

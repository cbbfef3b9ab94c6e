// Where things are, and how the database tools read them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const schemaPath = path.join(root, 'prisma/schema.prisma');
export const migrationsFolder = path.join(root, 'prisma/migrations');

/** The schema as the engine takes it. */
export const schemaFiles = (file = schemaPath) => [{ path: path.basename(file), content: readFileSync(file, 'utf8') }];

/** Imports a source file of the store without a build. */
export const importStore = (file) => tsImport(path.join(root, 'libs/store/src', file), import.meta.url);

/** The migrations of a folder, in order. */
export function readMigrations(folder = migrationsFolder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The same as the engine takes them. */
export function migrationsList(folder = migrationsFolder) {
  const lock = path.join(folder, 'migration_lock.toml');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** Objects that a migration declares with a line "-- managed: NAME", less those that a later one gives up with "-- unmanaged: NAME". */
export function managedObjects(migrations) {
  const managed = new Map();
  for (const { name, sql } of migrations) {
    for (const [, verb, object] of sql.matchAll(/^-- (managed|unmanaged): (\S+)$/gm)) {
      if (verb === 'managed') managed.set(object, name);
      else managed.delete(object);
    }
  }
  return managed;
}

/** Runs a tool: errors that are meant for people are printed without their stack; the exit code is 1. */
export async function runTool(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const forPeople = ['DatabaseError', 'MigrationError', 'DataDirectoryLockedError', 'ToolError'].includes(error?.name);
    console.error(forPeople ? error.message : error);
    process.exitCode = 1;
  }
}

/** A mistake in how a tool was called. */
export class ToolError extends Error {
  name = 'ToolError';
}

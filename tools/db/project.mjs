// Where things are, and how the tools read them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const schemaPath = path.join(root, 'prisma/schema.prisma');
export const migrationsFolder = path.join(root, 'prisma/migrations');

/** The schema as the engine takes it. */
export const schemaFiles = () => [{ path: 'schema.prisma', content: readFileSync(schemaPath, 'utf8') }];

/** Imports a source file of the store without a build. */
export const importStore = (file) => tsImport(path.join(root, 'libs/store/src', file), import.meta.url);

/** All migrations as the engine takes them. */
export function migrationsList(folder = migrationsFolder) {
  const lock = path.join(folder, 'migration_lock.toml');
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') } },
    })),
  };
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MigrationError } from './migration-error.js';

/** One migration as it lies in the folder. */
export interface MigrationFile {
  /** Folder name, e.g. "20261101000000_init"; migrations are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** sha256 of the file's bytes, in hexadecimal. */
  readonly checksum: string;
}

/** The migrations that ship with the product; the same path from the sources and from a build. */
export const defaultMigrationsFolder = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/**
 * Reads `<folder>/<name>/migration.sql` of every migration, in order.
 * @throws MigrationError when the folder, or the file of a migration, cannot be read, or there is no migration at all.
 */
export async function readMigrationFiles(folder: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) throw unreadable(folder);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql')).catch((cause: unknown) => {
        throw unreadable(path.join(folder, name), cause);
      });
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

function unreadable(place: string, cause?: unknown): MigrationError {
  return new MigrationError(
    'FOLDER_UNREADABLE',
    place,
    `No migrations can be read from ${place}.`,
    'Restore the folder from the release, or name the right one.',
    { cause },
  );
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { applyMigrations } from './apply-migrations.js';
import { openEmbeddedPool } from './embedded-pool.js';
import { readMigrationFiles } from './migration-files.js';

const snapshots = new Map<string, Promise<Blob>>();

/**
 * A dump of an empty, migrated database. Starting from one is several times faster than migrating, so it is made once in a process, and
 * kept for other processes when a folder for that is given.
 */
export function memorySnapshot(migrationsFolder: string, snapshotFolder?: string): Promise<Blob> {
  const known = snapshots.get(migrationsFolder);
  if (known) return known;
  const made = snapshotFolder === undefined ? makeSnapshot(migrationsFolder) : keptSnapshot(migrationsFolder, snapshotFolder);
  snapshots.set(migrationsFolder, made);
  made.catch(() => snapshots.delete(migrationsFolder));
  return made;
}

async function keptSnapshot(migrationsFolder: string, snapshotFolder: string): Promise<Blob> {
  await mkdir(snapshotFolder, { recursive: true, mode: 0o700 });
  await refuseForeignFolder(snapshotFolder);
  const file = path.join(snapshotFolder, `${await snapshotKey(migrationsFolder)}.tar`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const made = await makeSnapshot(migrationsFolder);
  // under its final name only once it is whole: several processes may be making it
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, Buffer.from(await made.arrayBuffer()));
  await rename(draft, file);
  return made;
}

/** A folder of somebody else could hand us a database with anything in it. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const { uid } = await stat(folder);
  const own = process.getuid?.();
  if (own !== undefined && uid !== own) throw new Error(`The snapshot folder ${folder} belongs to another user: remove it.`);
}

/** Changes with the migrations and with the version of the embedded database. */
async function snapshotKey(migrationsFolder: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const hash = createHash('sha256').update(await readFile(path.join(path.dirname(entry), '../package.json')));
  for (const { name, checksum } of await readMigrationFiles(migrationsFolder)) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function makeSnapshot(migrationsFolder: string): Promise<Blob> {
  const embedded = await openEmbeddedPool();
  try {
    await applyMigrations(embedded.pool, migrationsFolder);
    return await embedded.pglite.dumpDataDir('none');
  } finally {
    await embedded.close();
  }
}

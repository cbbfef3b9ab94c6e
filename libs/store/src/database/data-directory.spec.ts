import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseProcess } from '../testing/database-process.js';
import { DataDirectoryLockedError } from './data-directory-locked-error.js';
import { openDatabase } from './open-database.js';

describe('a data directory', () => {
  let folder: string;
  const processes: DatabaseProcess[] = [];
  const start = (mode: 'hold' | 'write'): DatabaseProcess => {
    const other = DatabaseProcess.start(mode, folder);
    processes.push(other);
    return other;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'etcetera-directory-'));
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((other) => other.kill()));
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps its rows from one opening to the next, and migrates only once', async () => {
    const notices: string[] = [];
    const options = { onNotice: (message: string) => notices.push(message) };
    const first = await openDatabase({ dataDirectory: folder }, options);
    await first.prisma.knowledgeBase.create({ data: { slug: 'kept', name: 'Kept' } });
    await first.close();
    const applied = notices.length;
    const second = await openDatabase({ dataDirectory: folder }, options);
    try {
      expect(await second.prisma.knowledgeBase.count({ where: { slug: 'kept' } })).toBe(1);
      expect(applied).toBeGreaterThanOrEqual(2);
      expect(notices).toHaveLength(applied);
    } finally {
      await second.close();
    }
    expect(await readdir(folder)).toEqual(['database']);
  });

  it('opens again after kill -9 in the middle of writing, with every row that was acknowledged', async () => {
    const writer = start('write');
    await writer.says('row-40');
    await writer.kill();
    const acknowledged = writer.said.filter((line) => line.startsWith('row-'));
    const database = await openDatabase({ dataDirectory: folder });
    try {
      const rows = await database.prisma.knowledgeBase.findMany({ select: { slug: true } });
      const kept = new Set(rows.map(({ slug }) => slug));
      expect(acknowledged.filter((slug) => !kept.has(slug))).toEqual([]);
      await database.prisma.knowledgeBase.create({ data: { slug: 'after', name: 'After' } });
    } finally {
      await database.close();
    }
  });

  it.each([0, 300, 900])('opens after kill -9 in the middle of its creation (%d ms into it)', async (delayMs) => {
    const first = start('hold');
    const draft = path.join(folder, 'database.creating');
    while (!existsSync(draft)) await sleep(5);
    await sleep(delayMs);
    await first.kill();
    expect(first.said).not.toContain('opened');
    const database = await openDatabase({ dataDirectory: folder });
    try {
      expect(await database.prisma.knowledgeBase.count()).toBe(0);
      expect(existsSync(draft)).toBe(false);
    } finally {
      await database.close();
    }
  });

  it('refuses a second process, names the holder and its address, and opens once the holder is gone', async () => {
    const holder = start('hold');
    await holder.says('opened');
    const refusal = await openDatabase({ dataDirectory: folder }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataDirectoryLockedError);
    expect(refusal).toMatchObject({ verified: true, holder: { pid: holder.pid, url: 'http://127.0.0.1:4321' } });
    expect((refusal as Error).message).toContain(`in use by process ${holder.pid}`);
    expect((refusal as Error).message).toContain('It serves http://127.0.0.1:4321.');

    const second = start('hold');
    expect(await second.says('refused')).toContain(
      `DataDirectoryLockedError: The data directory ${folder} is in use by process ${holder.pid}`,
    );

    await holder.kill();
    const database = await openDatabase({ dataDirectory: folder });
    const lock = JSON.parse(await readFile(path.join(folder, 'database.lock'), 'utf8')) as { pid: number };
    await database.close();
    expect(lock.pid).toBe(process.pid);
  });

  it('refuses to be opened twice by one process', async () => {
    const database = await openDatabase({ dataDirectory: folder });
    try {
      await expect(openDatabase({ dataDirectory: folder })).rejects.toBeInstanceOf(DataDirectoryLockedError);
    } finally {
      await database.close();
    }
  });

  it('is free again when opening failed after the lock was taken', async () => {
    const missing = { migrationsFolder: path.join(folder, 'no-such-folder') };
    await expect(openDatabase({ dataDirectory: folder }, missing)).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'FOLDER_UNREADABLE',
    });
    const database = await openDatabase({ dataDirectory: folder });
    await database.close();
  });
});

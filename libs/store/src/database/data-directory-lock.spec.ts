import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockDataDirectory } from './data-directory-lock.js';
import { DataDirectoryLockedError } from './data-directory-locked-error.js';
import type { LockHolder } from './lock-holder.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('lockDataDirectory', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'etcetera-lock-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  const lockFile = (): string => path.join(folder, 'database.lock');
  const writeLock = (holder: Partial<LockHolder>, file = lockFile()): void => {
    const whole = {
      token: 'earlier',
      pid: deadPid(),
      startedAt: '2026-01-01T00:00:00.000Z',
      host: hostname(),
      command: 'etcetera',
      ...holder,
    };
    writeFileSync(file, JSON.stringify(whole));
  };
  const readLock = (): LockHolder => JSON.parse(readFileSync(lockFile(), 'utf8')) as LockHolder;

  it('writes who holds it, then where that one serves, and leaves nothing behind', async () => {
    const lock = await lockDataDirectory(path.join(folder, 'new'));
    const read = (): LockHolder => JSON.parse(readFileSync(lock.lockFile, 'utf8')) as LockHolder;
    expect(read()).toMatchObject({ pid: process.pid, host: hostname() });
    expect(Date.parse(read().startedAt)).toBeGreaterThan(Date.now() - 60_000);
    lock.announce('http://127.0.0.1:4000');
    expect(read().url).toBe('http://127.0.0.1:4000');
    lock.release();
    lock.release();
    lock.announce('http://127.0.0.1:4001');
    expect(readdirSync(path.join(folder, 'new'))).toEqual([]);
  });

  it('takes over from a process that is gone', async () => {
    writeLock({});
    const lock = await lockDataDirectory(folder);
    expect(readLock().pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over when the pid belongs to a later process by now', async () => {
    writeLock({ pid: process.pid, processStart: 'an earlier boot:1' });
    const lock = await lockDataDirectory(folder);
    expect(readLock().token).not.toBe('earlier');
    lock.release();
  });

  it('refuses while the process lives, and leaves its lock as it is', async () => {
    writeLock({ pid: process.ppid });
    await expect(lockDataDirectory(folder)).rejects.toBeInstanceOf(DataDirectoryLockedError);
    expect(readLock().token).toBe('earlier');
    expect(readdirSync(folder)).toEqual(['database.lock']);
  });

  it('does not guess about a process on another machine, but says which file to delete', async () => {
    writeLock({ host: 'elsewhere' });
    const refusal = (await lockDataDirectory(folder).catch((error: unknown) => error)) as DataDirectoryLockedError;
    expect(refusal.verified).toBe(false);
    expect(refusal.message).toContain('on elsewhere');
    expect(refusal.message).toContain(`delete ${lockFile()}`);
  });

  it('refuses a lock file that it cannot read, naming it', async () => {
    writeFileSync(lockFile(), '{"pid": 1');
    await expect(lockDataDirectory(folder)).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATA_DIRECTORY_UNUSABLE' });
    expect(readFileSync(lockFile(), 'utf8')).toBe('{"pid": 1');
  });

  it('says so when the directory cannot be made', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    await expect(lockDataDirectory(path.join(folder, 'file', 'data'))).rejects.toMatchObject({ code: 'DATA_DIRECTORY_UNUSABLE' });
  });

  it('leaves the lock alone that somebody else put in its place', async () => {
    const lock = await lockDataDirectory(folder);
    writeLock({ token: 'theirs' });
    lock.release();
    expect(readLock().token).toBe('theirs');
  });

  it('finishes the take-over of a process that died in the middle of one', async () => {
    writeLock({});
    writeLock({ token: 'died-taking-over' }, `${lockFile()}.takeover-earlier`);
    writeLock({ token: 'died-too' }, `${lockFile()}.takeover-died-taking-over`);
    const lock = await lockDataDirectory(folder);
    expect(readLock().pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a live process that is taking over, instead of taking over beside it', async () => {
    writeLock({});
    const guard = `${lockFile()}.takeover-earlier`;
    writeLock({ token: 'busy', pid: process.ppid }, guard);
    const attempt = lockDataDirectory(folder);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(readLock().token).toBe('earlier');
    writeLock({ token: 'busy', pid: process.ppid });
    rmSync(guard);
    await expect(attempt).rejects.toBeInstanceOf(DataDirectoryLockedError);
  });

  it('lets exactly one of many processes take over from a dead one, round after round', async () => {
    const script = path.join(folder, 'contender.mts');
    const source = path.join(root, 'libs/store/src/database/data-directory-lock.ts');
    writeFileSync(script, contender(source));
    const data = path.join(folder, 'data');
    mkdirSync(data);
    const rounds = 25;
    const contenders = await Promise.all(Array.from({ length: 4 }, () => runContender(script, data, rounds)));
    const winners = contenders.flat();
    expect(winners.length).toBeGreaterThanOrEqual(rounds);
    expect(winners.filter((line) => line !== 'alone')).toEqual([]);
    expect(existsSync(path.join(data, 'inside'))).toBe(false);
  });

  it('is released when its process exits without closing', async () => {
    const script = path.join(folder, 'leaver.mts');
    const source = path.join(root, 'libs/store/src/database/data-directory-lock.ts');
    const data = path.join(folder, 'data');
    writeFileSync(
      script,
      `import { lockDataDirectory } from ${JSON.stringify(source)}; await lockDataDirectory(${JSON.stringify(data)}); process.exit(3);`,
    );
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', script], { cwd: root });
    expect(status).toBe(3);
    expect(readdirSync(data)).toEqual([]);
  });
});

/** A pid that belonged to a process which has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/**
 * Takes the lock again and again and, while it holds it, makes a folder that only one may make. Then it leaves a lock that looks as if its
 * holder had died, for all contenders to find.
 */
function contender(source: string): string {
  return `
    import { lockDataDirectory } from ${JSON.stringify(source)};
    import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
    process.setMaxListeners(0);
    const [data, rounds] = process.argv.slice(2);
    for (let won = 0; won < Number(rounds); ) {
      try {
        const lock = await lockDataDirectory(data);
        won += 1;
        let alone = 'alone';
        try { mkdirSync(data + '/inside'); } catch { alone = 'not alone'; }
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (alone === 'alone') rmdirSync(data + '/inside');
        console.log(alone);
        const holder = JSON.parse(readFileSync(lock.lockFile, 'utf8'));
        writeFileSync(lock.lockFile + '.dead' + process.pid, JSON.stringify({ ...holder, processStart: 'an earlier boot:1' }));
        renameSync(lock.lockFile + '.dead' + process.pid, lock.lockFile);
      } catch (error) {
        if (error.name !== 'DataDirectoryLockedError') { console.log(String(error)); process.exit(1); }
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      }
    }
    process.kill(process.pid, 'SIGKILL');`;
}

function runContender(script: string, data: string, rounds: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, data, String(rounds)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => {
      resolve(output.split('\n').filter(Boolean));
    });
  });
}

import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './database-error.js';
import { DataDirectoryLockedError } from './data-directory-locked-error.js';
import { describeThisProcess, holderState, type LockHolder } from './lock-holder.js';

/** A lock on a data directory: the embedded database itself would let two processes write, and lose what one of them wrote. */
export interface DataDirectoryLock {
  readonly lockFile: string;
  /** Writes the address of this process' server into the lock, for those who find the directory in use. */
  announce(url: string): void;
  /** Safe to call twice; also happens when the process exits. */
  release(): void;
}

/**
 * Takes the lock of a directory, from a dead holder too. Two processes that find the same dead holder cannot both take over: see
 * `takeOver`.
 * @throws DataDirectoryLockedError when a live process, or one on another machine, holds it.
 * @throws DatabaseError DATA_DIRECTORY_UNUSABLE when the directory cannot be written.
 */
export async function lockDataDirectory(dataDirectory: string): Promise<DataDirectoryLock> {
  const lockFile = path.join(dataDirectory, 'database.lock');
  const mine = describeThisProcess();
  try {
    mkdirSync(dataDirectory, { recursive: true });
    while (!createExclusively(lockFile, mine)) {
      const holder = readHolder(lockFile);
      if (!holder) continue;
      const state = holderState(holder);
      if (state !== 'dead') throw new DataDirectoryLockedError(dataDirectory, lockFile, holder, state === 'alive');
      if (takeOver(lockFile, holder, mine)) break;
      await sleep(20);
    }
  } catch (cause) {
    if (cause instanceof DataDirectoryLockedError || cause instanceof DatabaseError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError(
      'DATA_DIRECTORY_UNUSABLE',
      `The data directory ${dataDirectory} cannot be used (${reason}): make it writable, or name another with ETCETERA_DATA_DIR.`,
      { cause },
    );
  }
  return heldLock(lockFile, mine);
}

function heldLock(lockFile: string, mine: LockHolder): DataDirectoryLock {
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    process.removeListener('exit', release);
    if (readHolder(lockFile)?.token === mine.token) rmSync(lockFile, { force: true });
  };
  process.on('exit', release);
  return {
    lockFile,
    announce: (url) => {
      if (held) replace(lockFile, { ...mine, url });
    },
    release,
  };
}

/**
 * Replaces the lock of a dead holder. The right to do so belongs to whoever creates the guard file that carries the dead holder's token;
 * when that process died too, to whoever creates the guard of *its* token, and so on: for each dead process only one can win. The winner
 * looks at the lock once more, because a quicker one may have finished and removed its guard in between.
 */
function takeOver(lockFile: string, dead: LockHolder, mine: LockHolder): boolean {
  const guards: string[] = [];
  for (let current = dead; ;) {
    const guard = `${lockFile}.takeover-${current.token}`;
    guards.push(guard);
    if (createExclusively(guard, mine)) break;
    const other = readHolder(guard);
    if (!other || holderState(other) !== 'dead') return false;
    current = other;
  }
  const ownGuard = guards.at(-1) ?? '';
  const won = readHolder(lockFile)?.token === dead.token;
  if (won) replace(lockFile, mine);
  for (const guard of won ? guards : [ownGuard]) rmSync(guard, { force: true });
  return won;
}

/** Creates the file with its whole content in one step; false when it is there already. */
function createExclusively(file: string, holder: LockHolder): boolean {
  const draft = writeDraft(file, holder);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    return copyExclusively(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links. */
function copyExclusively(draft: string, file: string): boolean {
  try {
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function replace(file: string, holder: LockHolder): void {
  renameSync(writeDraft(file, holder), file);
}

function writeDraft(file: string, holder: LockHolder): string {
  const draft = `${file}.${process.pid}-${holder.token}.tmp`;
  writeFileSync(draft, `${JSON.stringify(holder, null, 2)}\n`);
  return draft;
}

/** Undefined when the file is gone. */
function readHolder(file: string): LockHolder | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Partial<LockHolder>;
    if (typeof holder.pid === 'number' && typeof holder.token === 'string' && typeof holder.host === 'string') return holder as LockHolder;
  } catch {
    // reported below, like a document that is not a lock
  }
  throw new DatabaseError(
    'DATA_DIRECTORY_UNUSABLE',
    `The lock file ${file} cannot be read as a lock: make sure that no process uses the directory, then delete the file.`,
  );
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a data directory, as written into its lock file. */
export interface LockHolder {
  /** Differs for every lock ever taken. */
  readonly token: string;
  readonly pid: number;
  /** ISO 8601, when the lock was taken. */
  readonly startedAt: string;
  readonly host: string;
  readonly command: string;
  /** Boot and start tick of the process, where the system tells: a later process with the same pid has another. */
  readonly processStart?: string;
  /** Address of the holder's server, once it listens. */
  readonly url?: string;
}

/** What this process writes into a lock that it takes now. */
export function describeThisProcess(): LockHolder {
  const processStart = startOfProcess(process.pid);
  return {
    token: randomUUID(),
    pid: process.pid,
    startedAt: new Date().toISOString(),
    host: hostname(),
    command: process.argv.join(' '),
    ...(processStart === undefined ? {} : { processStart }),
  };
}

/** 'unknown' when the holder ran on another machine. */
export function holderState(holder: LockHolder): 'alive' | 'dead' | 'unknown' {
  if (holder.host !== hostname()) return 'unknown';
  if (!processExists(holder.pid)) return 'dead';
  const start = startOfProcess(holder.pid);
  return start !== undefined && holder.processStart !== undefined && start !== holder.processStart ? 'dead' : 'alive';
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but belongs to someone else
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** From /proc, so on Linux only; undefined elsewhere, where a reused pid reads as alive. */
function startOfProcess(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the command name, second in the line, may hold blanks and brackets: count the fields from behind it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    const startTick = fields[19];
    return startTick === undefined || state === 'Z' ? undefined : `${boot}:${startTick}`;
  } catch {
    return undefined;
  }
}

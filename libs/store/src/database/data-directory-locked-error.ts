import type { LockHolder } from './lock-holder.js';

/** Another process has the data directory open; the message says which one, and how to reach it when it told. */
export class DataDirectoryLockedError extends Error {
  override readonly name = 'DataDirectoryLockedError';

  constructor(
    readonly dataDirectory: string,
    readonly lockFile: string,
    readonly holder: LockHolder,
    /** False when the holder ran on another machine, so that nobody can tell from here whether it still does. */
    readonly verified: boolean,
  ) {
    const who = `process ${holder.pid}${verified ? '' : ` on ${holder.host}`} ("${holder.command}") since ${holder.startedAt}`;
    const server = holder.url === undefined ? '' : ` It serves ${holder.url}.`;
    const remedy = verified
      ? `Use that server, stop it, or name another directory with ETCETERA_DATA_DIR.${pidMayBeReused(holder)}`
      : `If it no longer runs there, delete ${lockFile}.`;
    super(`The data directory ${dataDirectory} is in use by ${who}.${server} ${remedy}`);
  }
}

/** Where the system does not tell when a process began, another one may have got the pid of a holder that died. */
function pidMayBeReused(holder: LockHolder): string {
  return holder.processStart === undefined ? ' If that process is something else by now, delete the file database.lock there.' : '';
}

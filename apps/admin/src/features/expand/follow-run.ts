import type { ExpansionStatus } from '@etcetera/graphql-client';

const ENDED: readonly ExpansionStatus[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'PAUSED'];

/** True when a run will not move on by itself. */
export const hasEnded = (status: ExpansionStatus): boolean => ENDED.includes(status);

export interface RunEvent {
  readonly sequence: number;
  readonly status: ExpansionStatus;
}

interface Observer<E> {
  next(event: E): void;
  /** The stream is over, by its end or by a fault. */
  closed(): void;
}

export interface FollowRun<E extends RunEvent> {
  /** Opens the stream of events after that sequence number; returns how to close it. */
  readonly subscribe: (after: number, observer: Observer<E>) => () => void;
  /** Asks once for the state; resolves to its status, and reports it by itself. */
  readonly poll: () => Promise<ExpansionStatus>;
  readonly onEvent: (event: E) => void;
  readonly onConnection: (connection: 'live' | 'polling') => void;
  /** Called once, when the run has ended. */
  readonly onEnd: () => void;
  readonly setTimer: (work: () => void, ms: number) => () => void;
  /** The last event already seen. */
  readonly after: number;
  readonly pollMs?: number;
}

/**
 * Follows a run to its end: by the stream of events while it holds, by asking every two seconds while it does not.
 * The stream is tried again from the last event seen on, so that no event is lost and none counts twice: after one poll,
 * and each time it fails in a row after twice as many, up to sixteen.
 * @returns stops following.
 */
export function followRun<E extends RunEvent>(run: FollowRun<E>): () => void {
  let last = run.after;
  let over = false;
  let failures = 0;
  let pollsToWait = 0;
  let closeStream: () => void = () => undefined;
  let cancelTimer: () => void = () => undefined;

  const stop = () => {
    over = true;
    closeStream();
    cancelTimer();
  };
  const end = () => {
    if (over) return;
    stop();
    run.onEnd();
  };
  const wait = () => {
    cancelTimer = run.setTimer(() => void pollThenOpen(), run.pollMs ?? 2000);
  };
  const pollThenOpen = async () => {
    try {
      const status = await run.poll();
      if (over) return;
      if (hasEnded(status)) return end();
      pollsToWait -= 1;
      if (pollsToWait > 0) wait();
      else open();
    } catch {
      // The server is away: keep asking; the query itself shows the problem.
      if (!over) wait();
    }
  };
  const open = () => {
    let closed = false;
    closeStream = run.subscribe(last, {
      next: (event) => {
        if (over || closed || event.sequence <= last) return;
        last = event.sequence;
        failures = 0;
        run.onConnection('live');
        run.onEvent(event);
        if (hasEnded(event.status)) end();
      },
      closed: () => {
        if (over || closed) return;
        closed = true;
        pollsToWait = Math.min(16, 2 ** failures);
        failures += 1;
        run.onConnection('polling');
        wait();
      },
    });
  };
  open();
  return stop;
}

/** Kinds of background work; the payload is only the id of the row that says what to do. */
export type JobKind = 'expansion' | 'evaluation' | 'embed-base';

/** Wakes workers. Losing a job is harmless: workers also look for claimable rows by themselves. */
export interface JobQueue {
  enqueue(kind: JobKind, id: string): Promise<void>;
  /** Registers the handler of a kind; at most `concurrency` at a time in this process. */
  work(kind: JobKind, concurrency: number, handler: (id: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Stops taking jobs and waits for those at work, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Tells subscribers (in this process, or through the database to others) that a run has news. */
export interface ProgressBus {
  publish(expansionId: string): Promise<void>;
  /** Yields once for each piece of news until the signal aborts. */
  subscribe(expansionId: string, signal: AbortSignal): AsyncIterable<void>;
}

/** A job as a worker sees it. */
export interface FetchedJob {
  /** Of the queue's own row. */
  readonly jobId: string;
  /** Of the row that says what to do. */
  readonly id: string;
}

/** What a worker needs from the queue it works for. */
export interface JobSource {
  /** Claims at most `limit` waiting jobs. */
  fetch(limit: number): Promise<readonly FetchedJob[]>;
  /** Records the end of a job; `error` when its handler threw. */
  finish(job: FetchedJob, error?: unknown): Promise<void>;
  onNotice(message: string): void;
}

/** Takes jobs of one kind, at most `concurrency` at a time, whenever it is woken and otherwise at every poll. */
export class JobWorker {
  private readonly running = new Set<Promise<void>>();
  private readonly stopSignal = new AbortController();
  private wakeUp: (() => void) | undefined;
  private woken = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly source: JobSource,
    private readonly concurrency: number,
    private readonly pollMs: number,
    private readonly handler: (id: string, signal: AbortSignal) => Promise<void>,
  ) {
    this.loop = this.run();
  }

  /** Makes the worker look for jobs now. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  /** Takes no more jobs, aborts the signal of those at work, and waits for them, at most `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.stopSignal.abort();
    this.wake();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.loop.then(() => Promise.all(this.running)), grace]);
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    while (!this.stopSignal.signal.aborted) {
      this.woken = false;
      const free = this.concurrency - this.running.size;
      const jobs = free > 0 ? await this.fetch(free) : [];
      for (const job of jobs) this.start(job);
      // a full catch suggests that more is waiting: look again at once unless every place is taken
      if (jobs.length < free || free === 0 || this.running.size >= this.concurrency) await this.idle();
    }
  }

  private async fetch(limit: number): Promise<readonly FetchedJob[]> {
    try {
      return await this.source.fetch(limit);
    } catch (error) {
      this.source.onNotice(`Jobs could not be read and will be looked for again: ${messageOf(error)}`);
      return [];
    }
  }

  private start(job: FetchedJob): void {
    const work = this.perform(job).finally(() => {
      this.running.delete(work);
      this.wake();
    });
    this.running.add(work);
  }

  private async perform(job: FetchedJob): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    try {
      await this.handler(job.id, this.stopSignal.signal);
    } catch (error) {
      failure = { error };
      this.source.onNotice(`Job ${job.id} ended with an error: ${messageOf(error)}`);
    }
    try {
      await (failure ? this.source.finish(job, failure.error) : this.source.finish(job));
    } catch (error) {
      // the row that the job is about holds the truth; the queue's own record expires
      this.source.onNotice(`The end of job ${job.id} could not be recorded: ${messageOf(error)}`);
    }
  }

  private async idle(): Promise<void> {
    if (this.woken || this.stopSignal.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wakeUp = resolve;
      timer = setTimeout(resolve, this.pollMs);
    });
    this.wakeUp = undefined;
    clearTimeout(timer);
  }
}

/** What a person should read of something thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

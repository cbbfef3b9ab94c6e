import type { ExpansionStatus, ProgressEvent, ProvisionalPage } from '../model.js';
import type { Claim } from '../ports/expansion-store.js';
import type { EngineDependencies } from './engine-dependencies.js';

/** Search progress is written at most this often. */
const QUIET_MS = 500;

/** Turns what happens in a run into numbered events, and tells subscribers. */
export class ProgressReporter {
  private status: ExpansionStatus = 'SAMPLING';
  private searchSteps = 0;
  private candidates = 0;
  private judgementsDone = 0;
  private provisional: ProvisionalPage | null = null;
  private lastAt = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: EngineDependencies,
    private readonly claim: Claim,
    private readonly judgementsPlanned: number,
  ) {}

  async say(status: ExpansionStatus, message: string): Promise<void> {
    this.status = status;
    if (status === 'COMPLETED') this.provisional = null;
    await this.write(message);
  }

  searched(steps: number, found: number): void {
    this.searchSteps = steps;
    this.candidates = Math.max(this.candidates, found);
    const now = this.engine.clock.now();
    if (now - this.lastAt < QUIET_MS) return;
    this.lastAt = now;
    void this.write(`${steps} search steps, ${found} names found`);
  }

  async page(page: ProvisionalPage, proposed: number): Promise<void> {
    this.provisional = page;
    this.candidates = Math.max(this.candidates, proposed);
    await this.write(
      page.stage === 'judging'
        ? `${Math.round(page.judged * 100)} % of the short lists judged`
        : page.stage === 'neighbours'
          ? 'First page'
          : 'Candidates sampled',
    );
  }

  async judged(attempt: number): Promise<void> {
    this.status = 'RANKING';
    if (attempt === 1) this.judgementsDone++;
    const now = this.engine.clock.now();
    if (now - this.lastAt < QUIET_MS) return;
    this.lastAt = now;
    await this.write(`${this.judgementsDone} of ${this.judgementsPlanned} short lists judged`);
  }

  /** Waits for events that are still being written. */
  flush(): Promise<void> {
    return this.writing;
  }

  /** Events are written one after the other; a failure surfaces at the next awaited one. */
  private write(message: string): Promise<void> {
    const { status, searchSteps, candidates, judgementsDone, judgementsPlanned, provisional } = this;
    const event: Omit<ProgressEvent, 'sequence'> = {
      status,
      message,
      searchSteps,
      candidates,
      judgementsDone,
      judgementsPlanned,
      provisional,
    };
    this.writing = this.writing.then(async () => {
      await this.engine.store.appendEvent(this.claim, event);
      await this.engine.bus.publish(this.claim.expansionId);
    });
    this.writing.catch(() => undefined);
    return this.writing;
  }
}

import type { ProgressBus } from '../ports/job-queue.js';

/** News may get lost between processes: look again after this long at the latest. */
const PATIENCE_MS = 2000;

/** Waits for news of a run, for two seconds at a time; one subscription and one abort listener however long it lasts. */
export class NewsWatch {
  private readonly done = new AbortController();
  private readonly news: AsyncIterator<void>;
  private pending: Promise<unknown>;
  private wake: () => void = () => undefined;
  private readonly onAbort = (): void => this.wake();

  constructor(
    bus: ProgressBus,
    id: string,
    private readonly signal: AbortSignal,
  ) {
    this.news = bus.subscribe(id, AbortSignal.any([signal, this.done.signal]))[Symbol.asyncIterator]();
    this.pending = this.news.next();
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Resolves at the next piece of news, after two seconds, or when the signal aborts. */
  async next(): Promise<void> {
    if (this.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    const again = new Promise<'again'>((resolve) => {
      this.wake = () => resolve('again');
      timer = setTimeout(this.wake, PATIENCE_MS);
    });
    const raced = await Promise.race([this.pending.then(() => 'news' as const), again]);
    clearTimeout(timer);
    if (raced === 'news') this.pending = this.news.next();
  }

  stop(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.done.abort();
    this.pending.catch(() => undefined);
  }
}

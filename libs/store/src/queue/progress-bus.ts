import type { ProgressBus } from '@etcetera/expansion';
import type { Notifications } from './notifications.js';

/**
 * News of runs over a database's notifications. Listening starts with the call of `subscribe`, not with the first step of the iteration,
 * so nothing that is published after the call is missed. After a lost connection every subscriber is told once, because news may have
 * passed unheard: a subscriber that reads the events of its run then catches up.
 */
export class NotificationProgressBus implements ProgressBus {
  constructor(private readonly notifications: Notifications) {}

  publish(expansionId: string): Promise<void> {
    return this.notifications.publish('etcetera_progress', expansionId);
  }

  subscribe(expansionId: string, signal: AbortSignal): AsyncIterable<void> {
    const subscription = new Subscription(signal);
    const unsubscribe = this.notifications.subscribe('etcetera_progress', (payload) => {
      if (payload === expansionId || payload === null) subscription.push();
    });
    subscription.onEnd(unsubscribe);
    return subscription;
  }
}

/** Counts news until they are read; ends with its signal, or when the reader leaves. */
class Subscription implements AsyncIterableIterator<void> {
  private unread = 0;
  private ended = false;
  private wake: (() => void) | undefined;
  private cleanUp: (() => void) | undefined;
  private readonly end = (): void => {
    if (this.ended) return;
    this.ended = true;
    this.signal.removeEventListener('abort', this.end);
    this.cleanUp?.();
    this.wake?.();
  };

  constructor(private readonly signal: AbortSignal) {
    if (signal.aborted) this.ended = true;
    else signal.addEventListener('abort', this.end, { once: true });
  }

  push(): void {
    if (this.ended) return;
    this.unread += 1;
    this.wake?.();
  }

  onEnd(cleanUp: () => void): void {
    if (this.ended) cleanUp();
    else this.cleanUp = cleanUp;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<void>> {
    while (!this.ended && this.unread === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
    if (this.ended) return { done: true, value: undefined };
    this.unread -= 1;
    return { done: false, value: undefined };
  }

  return(): Promise<IteratorResult<void>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }
}

import type { NotificationListener, NotificationTopic } from './notifications.js';

/** The listeners of this process, by topic. */
export class TopicListeners {
  private readonly byTopic = new Map<NotificationTopic, Set<NotificationListener>>();

  add(topic: NotificationTopic, listener: NotificationListener): () => void {
    const listeners = this.byTopic.get(topic) ?? new Set<NotificationListener>();
    this.byTopic.set(topic, listeners);
    // a wrapper, so that the same function subscribed twice is told twice
    const entry: NotificationListener = (payload) => {
      listener(payload);
    };
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  }

  tell(topic: NotificationTopic, payload: string): void {
    for (const listener of [...(this.byTopic.get(topic) ?? [])]) listener(payload);
  }

  /** Tells every listener that it may have missed something. */
  tellMissed(): void {
    for (const listeners of this.byTopic.values()) for (const listener of [...listeners]) listener(null);
  }

  clear(): void {
    this.byTopic.clear();
  }
}

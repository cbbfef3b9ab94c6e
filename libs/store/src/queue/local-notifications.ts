import type { NotificationListener, NotificationTopic, Notifications } from './notifications.js';
import { TopicListeners } from './topic-listeners.js';

/** Notifications within this process: all that an embedded database needs, since no other process can have it open. */
export class LocalNotifications implements Notifications {
  private readonly listeners = new TopicListeners();

  publish(topic: NotificationTopic, payload: string): Promise<void> {
    this.listeners.tell(topic, payload);
    return Promise.resolve();
  }

  subscribe(topic: NotificationTopic, listener: NotificationListener): () => void {
    return this.listeners.add(topic, listener);
  }

  close(): Promise<void> {
    this.listeners.clear();
    return Promise.resolve();
  }
}

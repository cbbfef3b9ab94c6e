/** What is told: news of a run (payload: its id), or waiting work (payload: the kind of job). */
export type NotificationTopic = 'etcetera_progress' | 'etcetera_jobs';

/** Called with the payload, or with null when notifications may have been missed and everything should be looked at again. */
export type NotificationListener = (payload: string | null) => void;

/** Short messages to everyone who has the same database open. They are hints: a lost one must be harmless. */
export interface Notifications {
  publish(topic: NotificationTopic, payload: string): Promise<void>;
  /** Listens until the returned function is called. */
  subscribe(topic: NotificationTopic, listener: NotificationListener): () => void;
  /** Stops listening; safe to call twice. */
  close(): Promise<void>;
}

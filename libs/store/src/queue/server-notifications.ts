import pg from 'pg';
import type { NotificationListener, NotificationTopic, Notifications } from './notifications.js';
import { TopicListeners } from './topic-listeners.js';

const TOPICS: readonly NotificationTopic[] = ['etcetera_progress', 'etcetera_jobs'];
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A connection that a network dropped without a word is noticed after this time at the latest. */
const HEARTBEAT_MS = 15_000;

/** What the listener needs besides the pool that it publishes through. */
export interface ServerNotificationsOptions {
  /** Must reach the server itself: a transaction pooler in between cannot deliver notifications. */
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly onNotice?: (message: string) => void;
}

/** Notifications through LISTEN and NOTIFY, on a connection of its own that is made again whenever it is lost. */
export class ServerNotifications implements Notifications {
  private readonly listeners = new TopicListeners();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private closed = false;

  private constructor(private readonly options: ServerNotificationsOptions) {}

  /** Resolves once the server delivers notifications to this process. */
  static async open(options: ServerNotificationsOptions): Promise<ServerNotifications> {
    const notifications = new ServerNotifications(options);
    await notifications.connect();
    return notifications;
  }

  async publish(topic: NotificationTopic, payload: string): Promise<void> {
    await this.options.pool.query('SELECT pg_notify($1, $2)', [topic, payload]);
  }

  subscribe(topic: NotificationTopic, listener: NotificationListener): () => void {
    return this.listeners.add(topic, listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    clearTimeout(this.retry);
    clearInterval(this.heartbeat);
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: 'etcetera listener',
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      this.listeners.tell(channel as NotificationTopic, payload ?? '');
    });
    // both events may come, in either order: only the first one of the current client counts
    client.on('error', (error) => {
      this.lost(client, error.message);
    });
    client.on('end', () => {
      this.lost(client, 'the server closed it');
    });
    try {
      await client.connect();
      for (const topic of TOPICS) await client.query(`LISTEN ${topic}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.closed) {
      await client.end();
      return;
    }
    this.client = client;
    this.heartbeat = setInterval(() => {
      client.query('SELECT 1').catch((error: unknown) => {
        this.lost(client, error instanceof Error ? error.message : String(error));
      });
    }, HEARTBEAT_MS);
  }

  private lost(client: pg.Client, reason: string): void {
    if (this.closed || client !== this.client) return;
    this.client = undefined;
    clearInterval(this.heartbeat);
    client.end().catch(() => undefined);
    this.options.onNotice?.(`The connection for live updates was lost (${reason}); connecting again.`);
    this.connectLater(FIRST_RETRY_MS);
  }

  private connectLater(delayMs: number): void {
    this.retry = setTimeout(() => {
      this.connect().then(
        () => {
          this.listeners.tellMissed();
        },
        () => {
          if (!this.closed) this.connectLater(Math.min(LAST_RETRY_MS, delayMs * 2));
        },
      );
    }, delayMs);
  }
}

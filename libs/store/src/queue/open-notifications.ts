import type { OpenedDatabase } from '../database/open-database.js';
import { LocalNotifications } from './local-notifications.js';
import type { Notifications } from './notifications.js';
import { ServerNotifications } from './server-notifications.js';

/** How notifications are opened. */
export interface OpenNotificationsOptions {
  /** An address that reaches the server without a transaction pooler, when the database's own does not. */
  readonly directUrl?: string;
  readonly onNotice?: (message: string) => void;
}

/** The notifications that fit a database. In embedded mode share the one object: it is what connects the parts of the process. */
export async function openNotifications(database: OpenedDatabase, options: OpenNotificationsOptions = {}): Promise<Notifications> {
  const databaseUrl = options.directUrl ?? database.databaseUrl;
  if (database.mode === 'embedded' || databaseUrl === null) return new LocalNotifications();
  return ServerNotifications.open({
    databaseUrl,
    pool: database.pool,
    ...(options.onNotice === undefined ? {} : { onNotice: options.onNotice }),
  });
}

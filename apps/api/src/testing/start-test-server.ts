import { openScriptedServices, type ScriptedServices } from '@etcetera/graphql-schema';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startServer, type RunningServer } from '../server.js';
import type { ServerConfig, ServerOptions } from '../server-options.js';

/** For tests: a server on a free port of loopback, with what it logs. */
export interface TestServer extends RunningServer {
  readonly services: ScriptedServices;
  /** Lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
  readonly adminFolder: string;
  /** Stops the server alone; the database stays open. */
  stop(): Promise<void>;
  /** Sends an operation; `key` goes into the header. */
  graphql(
    query: string,
    options?: { variables?: object; key?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; body: GraphQLBody; headers: Headers }>;
}

/** An answer, for tests that look at a few members of it. */
export interface GraphQLBody {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** The key of somebody who may only read, and of one who may do everything. */
export const KEYS: Readonly<Record<string, { name: string; permissions: string[] } | undefined>> = {
  reader: { name: 'Rita', permissions: ['read'] },
  boss: { name: 'Bo', permissions: ['admin', 'a permission of later'] },
};

export const REQUIRED = { mode: 'required', authenticate: (key: string) => Promise.resolve(KEYS[key]) } as const;

type Overrides = Omit<Partial<ServerOptions>, 'config'> & { config?: Partial<ServerConfig> };

/** For tests: see `TestServer`. Closing it closes the database too. */
export async function startTestServer({ config, ...overrides }: Overrides = {}): Promise<TestServer> {
  const services = await openScriptedServices();
  const adminFolder = mkdtempSync(join(tmpdir(), 'admin-'));
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) });
  const server = await startServer({
    services,
    logger,
    readiness: () => Promise.resolve({ ready: true }),
    config: {
      host: '127.0.0.1',
      port: 0,
      isProduction: false,
      adminFolder,
      auth: { mode: 'off' },
      allowedHosts: ['etcetera.example'],
      ...config,
    },
    ...overrides,
  });
  return {
    services,
    log,
    adminFolder,
    url: server.url,
    async graphql(query, { variables = {}, key, headers = {} } = {}) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, body: (await response.json()) as GraphQLBody, headers: response.headers };
    },
    stop: () => server.close(),
    async close() {
      await server.close();
      await services.close();
      rmSync(adminFolder, { recursive: true, force: true });
    },
  };
}

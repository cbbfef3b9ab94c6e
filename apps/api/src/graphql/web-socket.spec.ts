import { createClient, type Client } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { rawRequest } from '../testing/raw-request.js';
import { KEYS, REQUIRED, startTestServer, type TestServer } from '../testing/start-test-server.js';
import { until } from '../testing/until.js';

const PROGRESS =
  'subscription ($id: ID!, $after: Int) { expansionProgress(id: $id, after: $after) { sequence message status expansion { status } } }';

interface Closed {
  readonly code: number;
  readonly reason: string;
}

const connect = (server: TestServer, key?: string, events: Closed[] = []): Client =>
  createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(key === undefined ? {} : { connectionParams: { authorization: `Bearer ${key}` } }),
    on: { closed: (event) => void events.push(event as Closed) },
  });

/** Collects until the server ends the subscription; what it fails with is the last entry. */
async function collect(client: Client, query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
  const seen: Record<string, unknown>[] = [];
  try {
    for await (const step of client.iterate<Record<string, unknown>>({ query, variables }))
      seen.push(step as unknown as Record<string, unknown>);
  } catch (error) {
    seen.push({ failed: error });
  }
  return seen;
}

const startRun = async (server: TestServer, key?: string): Promise<string> => {
  const { body } = await server.graphql(
    'mutation { expand(input: { seeds: ["Lion", "Tiger"] }) { ... on Expansion { rawId } } }',
    key ? { key } : {},
  );
  return body.data.expand.rawId as string;
};

describe('subscriptions over WebSocket', () => {
  let server: TestServer;
  let client: Client;
  beforeAll(async () => {
    server = await startTestServer();
    client = connect(server);
  });
  afterAll(async () => {
    await client.dispose();
    await server.close();
  });

  it('follow a run to its end', async () => {
    const id = await startRun(server);
    const collected = collect(client, PROGRESS, { id });
    await until(() => server.services.expansions.listeners > 0);
    await server.services.expansions.advance(id, 'one');
    await server.services.expansions.finish(id);
    const events = (await collected) as { data: { expansionProgress: { message: string; sequence: number } } }[];
    expect(events.map((event) => event.data.expansionProgress.message)).toEqual(['one', 'Finished.']);
    expect(events.at(-1)).toMatchObject({
      data: { expansionProgress: { sequence: 2, status: 'COMPLETED', expansion: { status: 'COMPLETED' } } },
    });
  });

  it('resume after a sequence number, on another connection', async () => {
    const id = await startRun(server);
    for (const message of ['one', 'two']) await server.services.expansions.advance(id, message);
    await server.services.expansions.finish(id);
    const later = connect(server);
    const events = await collect(later, PROGRESS, { id, after: 2 });
    expect(events).toMatchObject([{ data: { expansionProgress: { sequence: 3, message: 'Finished.' } } }]);
    await later.dispose();
  });

  it('leave nothing listening when the client goes away', async () => {
    const id = await startRun(server);
    const leaving = connect(server);
    const collected = collect(leaving, PROGRESS, { id });
    await until(() => server.services.expansions.listeners > 0);
    leaving.terminate();
    await collected;
    await until(() => server.services.expansions.listeners === 0);
  });

  it('answer queries too, within the same limits', async () => {
    expect(await collect(client, '{ server { version } }')).toMatchObject([{ data: { server: { version: '0.1.0' } } }]);
    const aliases = `{ ${Array.from({ length: 21 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
    expect(await collect(client, aliases)).toMatchObject([{ failed: [{ extensions: { code: 'TOO_MANY_ALIASES' } }] }]);
    expect(await collect(client, PROGRESS, { id: 'nowhere' })).toMatchObject([{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a foreign host name', { host: 'evil.example' }, 403],
  ])('refuse %s', async (_who, headers, status) => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
    };
    expect((await rawRequest(`${server.url}/graphql`, { headers: { ...upgrade, ...headers } })).status).toBe(status);
    expect((await rawRequest(`${server.url}/graphql`, { headers: { ...upgrade, origin: server.url } })).status).toBe(101);
    expect((await rawRequest(`${server.url}/elsewhere`, { headers: upgrade })).status).toBe(404);
  });

  it('are told that the server goes away, and do not hold it up', async () => {
    const stopping = await startTestServer();
    const id = await startRun(stopping);
    const closed: Closed[] = [];
    const following = connect(stopping, undefined, closed);
    const collected = collect(following, PROGRESS, { id });
    await until(() => stopping.services.expansions.listeners > 0);
    const started = performance.now();
    await stopping.stop();
    expect(performance.now() - started).toBeLessThan(3000);
    await collected;
    expect(closed.map(({ code }) => code)).toEqual([1001]);
    await until(() => stopping.services.expansions.listeners === 0);
    await stopping.close();
  });
});

describe('subscriptions over WebSocket with keys', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ config: { auth: REQUIRED, isProduction: true } });
  });
  afterAll(() => server.close());

  it.each([[undefined], ['nobody']])('close with 4403 for the key %s', async (key) => {
    const closed: Closed[] = [];
    const client = connect(server, key, closed);
    const [outcome] = await collect(client, '{ server { version } }');
    expect(outcome).toHaveProperty('failed');
    expect(closed).toMatchObject([{ code: 4403, reason: 'Forbidden' }]);
  });

  it('let a reader follow a run, but not change anything', async () => {
    const id = await startRun(server, 'boss');
    await server.services.expansions.finish(id);
    const client = connect(server, 'reader');
    expect(await collect(client, PROGRESS, { id })).toMatchObject([{ data: { expansionProgress: { status: 'COMPLETED' } } }]);
    const refused = await collect(client, 'mutation { saveSet(input: { name: "x", members: [] }) { __typename } }');
    expect(refused).toMatchObject([{ errors: [{ extensions: { code: 'FORBIDDEN' } }] }]);
    await client.dispose();
  });

  it('close with 4403 at the next operation after a key was revoked', async () => {
    Object.assign(KEYS, { passing: { name: 'Pat', permissions: ['read'] } });
    const closed: Closed[] = [];
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
      connectionParams: { authorization: 'Bearer passing' },
      on: { closed: (event) => void closed.push(event as Closed) },
    });
    expect(await collect(client, '{ server { version } }')).toMatchObject([{ data: { server: { version: '0.1.0' } } }]);
    Object.assign(KEYS, { passing: undefined });
    expect(JSON.stringify(await collect(client, '{ server { version } }'))).not.toContain('0.1.0');
    await sleep(50);
    expect(closed).toMatchObject([{ code: 4403 }]);
    await client.dispose();
  });

  it('hide the schema in production', async () => {
    const client = connect(server, 'boss');
    const [introspection, typo] = [
      await collect(client, '{ __schema { queryType { name } } }'),
      await collect(client, '{ entitie { id } }'),
    ];
    expect(JSON.stringify(introspection)).toContain('introspection');
    expect(JSON.stringify(typo)).not.toContain('Did you mean');
    await client.dispose();
  });
});

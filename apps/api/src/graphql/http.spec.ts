import { KEYS, REQUIRED, startTestServer, type TestServer } from '../testing/start-test-server.js';
import { until } from '../testing/until.js';

const EXPAND =
  'mutation ($input: ExpandInput!, $wait: Int) { expand(input: $input, wait: $wait) { __typename ... on Expansion { rawId status requestedBy results(first: 2) { edges { node { rank entity { name images { url } } } } } } ... on UserError { code } } }';

describe('GraphQL over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('answers a mutation and a query', async () => {
    const { status, body } = await server.graphql(EXPAND, { variables: { input: { seeds: ['Lion', 'Tiger'] }, wait: 5000 } });
    expect(status).toBe(200);
    expect(body.data.expand).toMatchObject({ __typename: 'Expansion', status: 'COMPLETED', requestedBy: 'local' });
    const picture = await fetch(server.url + body.data.expand.results.edges[0].node.entity.images[0].url);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('refuses requests that a form of another site could send', async () => {
    const simple = await fetch(`${server.url}/graphql?query=%7B__typename%7D`);
    expect(simple.status).toBe(400);
    const form = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{__typename}"}',
    });
    expect(form.status).toBe(400);
  });

  it('does not run batches', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"query":"{__typename}"}]',
    });
    expect(response.status).toBe(400);
  });

  it('refuses too many aliases, tokens and bytes', async () => {
    const aliases = `{ ${Array.from({ length: 21 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
    expect(await server.graphql(aliases)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED', reason: 'TOO_MANY_ALIASES', limit: 20 } }] },
    });
    const tokens = `{ ${'__typename '.repeat(2001)} }`;
    expect(await server.graphql(tokens)).toMatchObject({
      status: 400,
      body: { errors: [{ message: expect.stringContaining('2000 tokens'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] },
    });
    expect(await server.graphql('{ __typename }', { variables: { big: 'x'.repeat(300_000) } })).toMatchObject({
      status: 413,
      body: { errors: [{ extensions: { code: 'TOO_LARGE' } }] },
    });
  });

  it('refuses depth, pages and complexity beyond the limits', async () => {
    expect(
      (await server.graphql(`{ expansion(id: "x") { ${'parent { '.repeat(12)}id${' }'.repeat(12)} } }`)).body.errors?.[0]?.extensions,
    ).toMatchObject({ code: 'QUERY_TOO_DEEP' });
    expect((await server.graphql('{ entities(first: 101) { totalCount } }')).body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      limit: 100,
    });
    expect(
      (
        await server.graphql(
          '{ expansions(first: 100) { edges { node { results(first: 100) { edges { node { entity { aliases } } } } } } } }',
        )
      ).body.errors?.[0]?.extensions,
    ).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  });

  it('says what is wrong with a body that is no JSON', async () => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'The body is not valid JSON.', extensions: { code: 'BAD_JSON' } }] });
  });

  it('masks what goes wrong inside, names the request, and logs the cause without what was asked', async () => {
    const { knowledge } = server.services;
    const original = knowledge.listBases.bind(knowledge);
    Object.assign(knowledge, { listBases: () => Promise.reject(new Error('disk of hunter2 is full')) });
    try {
      const { body, headers } = await server.graphql('query Q($secret: String) { knowledgeBase(slug: $secret) { id } }', {
        variables: { secret: 'TOPSECRET' },
        headers: { 'x-request-id': 'my-request-1' },
      });
      expect(headers.get('x-request-id')).toBe('my-request-1');
      expect(JSON.stringify(body)).not.toContain('hunter2');
      expect(body.errors?.[0]).toMatchObject({
        message: expect.stringContaining('my-request-1'),
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'my-request-1' },
      });
      const line = server.log.find((entry) => entry['msg'] === 'A GraphQL field failed.');
      expect(line).toMatchObject({ requestId: 'my-request-1', path: 'knowledgeBase', err: { message: 'disk of hunter2 is full' } });
      expect(JSON.stringify(server.log)).not.toContain('TOPSECRET');
    } finally {
      Object.assign(knowledge, { listBases: original });
    }
  });

  it('makes a request id of its own when the given one is no plain id', async () => {
    const { headers } = await server.graphql('{ __typename }', { headers: { 'x-request-id': 'a b<c>' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('writes the actor and the request id into audit events', async () => {
    await server.graphql('mutation { saveSet(input: { name: "Audited", members: [] }) { __typename } }', {
      headers: { 'x-request-id': 'audited-1' },
    });
    const { body } = await server.graphql('{ auditEvents(first: 1) { edges { node { actor requestId } } } }');
    expect(body.data.auditEvents.edges[0].node).toEqual({ actor: 'local', requestId: 'audited-1' });
  });

  it('explains itself in development: introspection, and suggestions', async () => {
    expect((await server.graphql('{ __schema { queryType { name } } }')).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect((await server.graphql('{ entitie { id } }')).body.errors?.[0]?.message).toContain('Did you mean');
  });

  it('returns from waiting when the server stops, instead of holding it up', async () => {
    const stopping = await startTestServer();
    stopping.services.expansions.finishOnWait = false;
    const waiting = stopping.graphql(EXPAND, { variables: { input: { seeds: ['Lion', 'Tiger'] }, wait: 60_000 } });
    await until(() => stopping.services.expansions.listeners > 0);
    const started = performance.now();
    await stopping.stop();
    expect(performance.now() - started).toBeLessThan(3000);
    expect((await waiting).body.data.expand.status).toBe('QUEUED');
    await stopping.close();
  });
});

describe('GraphQL over HTTP with keys', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ config: { auth: REQUIRED, isProduction: true } });
  });
  afterAll(() => server.close());

  it('answers 401 without a key and with an unknown one, even to introspection', async () => {
    for (const key of [undefined, 'nobody']) {
      for (const query of ['{ server { version } }', '{ __typename }', '{ __schema { queryType { name } } }']) {
        const { status, body, headers } = await server.graphql(query, key ? { key } : {});
        expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
        expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
        expect(body.data).toBeUndefined();
      }
    }
  });

  it('lets a reader read and nothing else', async () => {
    expect((await server.graphql('{ server { version } }', { key: 'reader' })).body.data).toEqual({ server: { version: '0.1.0' } });
    const { body } = await server.graphql(EXPAND, { key: 'reader', variables: { input: { seeds: ['Lion'] } } });
    expect(body.errors?.[0]).toMatchObject({
      message: 'Mutation.expand needs the permission "expand", which the key of Rita does not have.',
      extensions: { code: 'FORBIDDEN' },
    });
    expect(await server.services.database.prisma.expansion.count()).toBe(0);
  });

  it('lets an administrator do everything, under the name of the key', async () => {
    const { body } = await server.graphql(EXPAND, { key: 'boss', variables: { input: { seeds: ['Lion', 'Tiger'] } } });
    expect(body.data.expand).toMatchObject({ requestedBy: KEYS['boss']?.name });
  });

  it('tells outsiders nothing about the schema in production', async () => {
    expect((await server.graphql('{ __schema { queryType { name } } }', { key: 'boss' })).body.errors?.[0]?.message).toContain(
      'introspection',
    );
    expect((await server.graphql('{ entitie { id } }', { key: 'boss' })).body.errors?.[0]?.message).not.toContain('Did you mean');
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).not.toBe(200);
  });

  it('never writes a key into the log', () => {
    expect(server.log.length).toBeGreaterThan(3);
    expect(JSON.stringify(server.log)).not.toMatch(/boss|reader|Bearer/);
  });
});

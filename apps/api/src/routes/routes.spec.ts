import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { UploadParameters } from '../server-options.js';
import { rawRequest } from '../testing/raw-request.js';
import { REQUIRED, startTestServer, type TestServer } from '../testing/start-test-server.js';

/** What the use cases throw: a code, and a sentence for people. */
const domainError = (code: string): Error => Object.assign(new Error(`A sentence about ${code}.`), { code });

describe('the other routes', () => {
  let server: TestServer;
  let ready: boolean | Error = true;
  const uploads: { content: string; parameters: UploadParameters }[] = [];
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
  const upload = (query: string, headers: Record<string, string>, body: string = 'name\nOtter\n') =>
    fetch(`${server.url}/imports?${query}`, { method: 'POST', headers, body });
  const OCTETS = { 'content-type': 'application/octet-stream' };

  beforeAll(async () => {
    server = await startTestServer({
      readiness: () =>
        ready instanceof Error ? Promise.reject(ready) : Promise.resolve({ ready, parts: { database: ready ? 'ok' : 'starting' } }),
      importUpload: async (stream, parameters) => {
        if (parameters.base === 'plants') throw domainError('UNKNOWN_BASE');
        const content = await text(stream);
        if (content === '') throw domainError('INVALID_INPUT');
        if (content === 'crash') throw new Error('secret of the disk');
        uploads.push({ content, parameters });
        return { created: 1 };
      },
    });
    mkdirSync(join(server.adminFolder, 'assets'));
    writeFileSync(join(server.adminFolder, 'index.html'), '<title>Admin</title>');
    writeFileSync(join(server.adminFolder, 'icon.svg'), '<svg/>');
    writeFileSync(join(server.adminFolder, 'assets', 'main-abc.js'), 'export {};');
  });
  afterAll(() => server.close());

  it('tell whether the process lives and whether it is ready', async () => {
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 200]);
    ready = false;
    const waiting = await get('/readyz');
    expect([waiting.status, await waiting.json()]).toEqual([503, { status: 'not ready', parts: { database: 'starting' } }]);
    ready = new Error('pool is gone');
    const failing = await get('/readyz');
    expect(failing.status).toBe(503);
    expect(await failing.text()).not.toContain('pool');
    ready = true;
  });

  it('give figures that Prometheus can read', async () => {
    await server.graphql('mutation { expand(input: { seeds: ["Lion", "Tiger"] }) { __typename } }');
    const response = await get('/metrics');
    const lines = (await response.text()).trim().split('\n');
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(lines).toContain('etcetera_expansions{status="QUEUED"} 1');
    expect(lines).toContain('etcetera_graphql_operations_total{kind="mutation",outcome="ok"} 1');
    expect(lines.some((line) => /^etcetera_http_requests_total\{route="\/graphql",method="POST",status="200"\} \d+$/.test(line))).toBe(
      true,
    );
    expect(lines.some((line) => /^process_resident_memory_bytes \d+$/.test(line))).toBe(true);
    expect(lines.filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/.test(line))).toEqual([]);
  });

  it('serve pictures that never change and can do nothing', async () => {
    const { sha256 } = await server.services.database.prisma.entityImage.findFirstOrThrow();
    const response = await get(`/images/${sha256}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    });
    expect(await response.text()).toContain('<svg');
    expect((await rawRequest(`${server.url}/images/${sha256}`, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
    for (const path of [`/images/${'0'.repeat(64)}`, '/images/x', '/images/..%2F..%2Fetc%2Fpasswd'])
      expect((await get(path)).status).toBe(404);
  });

  it('never serve a picture as a page', async () => {
    const sha256 = 'a'.repeat(64);
    await server.services.database.prisma.imageBlob.create({
      data: { sha256, mimeType: 'text/html', byteCount: 1, bytes: Buffer.from('<script>') },
    });
    expect((await get(`/images/${sha256}`)).headers.get('content-type')).toBe('application/octet-stream');
  });

  it('take an upload as it arrives, with its parameters', async () => {
    const response = await upload('base=animals&source=csv%3Az&format=csv&filename=z.csv', { ...OCTETS, 'x-request-id': 'up-1' });
    expect([response.status, await response.json()]).toEqual([200, { created: 1 }]);
    expect(uploads.at(-1)).toMatchObject({
      content: 'name\nOtter\n',
      parameters: { base: 'animals', source: 'csv:z', format: 'csv', filename: 'z.csv', actor: { name: 'local', requestId: 'up-1' } },
    });
    expect((await upload('base=animals&source=s', { 'content-type': 'text/csv', 'x-etcetera-csrf': '1' })).status).toBe(200);
  });

  it.each([
    ['a form of another site', 'base=animals&source=s', { 'content-type': 'text/plain' }, 'x', 400, 'CSRF'],
    ['a file without a base', 'source=s', OCTETS, 'x', 400, 'BAD_PARAMETER'],
    ['two bases', 'base=a&base=b&source=s', OCTETS, 'x', 400, 'BAD_PARAMETER'],
    ['an unknown base', 'base=plants&source=s', OCTETS, 'x', 404, 'UNKNOWN_BASE'],
    ['an empty file', 'base=animals&source=s', OCTETS, '', 400, 'INVALID_INPUT'],
  ])('refuse %s', async (_what, query, headers, body, status, code) => {
    const before = uploads.length;
    const response = await upload(query, headers, body);
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
    expect(uploads).toHaveLength(before);
  });

  it('refuse an upload from a page of another site', async () => {
    const response = await rawRequest(`${server.url}/imports?base=animals&source=s`, {
      method: 'POST',
      headers: { ...OCTETS, origin: 'https://evil.example' },
      body: 'x',
    });
    expect(response.status).toBe(403);
  });

  it('refuse what is announced as larger than 200 MB', async () => {
    const response = await rawRequest(`${server.url}/imports?base=animals&source=s`, {
      method: 'POST',
      headers: { ...OCTETS, 'content-length': String(201 * 1024 * 1024), expect: '100-continue' },
    }).catch(() => undefined);
    if (response) expect(response.status).toBe(413);
    expect(uploads.every(({ content }) => content !== '')).toBe(true);
  });

  it('mask what goes wrong inside', async () => {
    const response = await upload('base=animals&source=s', OCTETS, 'crash');
    const body = await response.text();
    expect([response.status, body]).toEqual([500, expect.stringContaining(response.headers.get('x-request-id') ?? 'none')]);
    expect(body).not.toContain('secret');
  });

  it('serve the admin: its page for every path of it, its assets for a year', async () => {
    for (const path of ['/', '/runs/123', '/sets']) {
      const page = await get(path, { accept: 'text/html' });
      expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([200, 'no-cache', '<title>Admin</title>']);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    const asset = await get('/assets/main-abc.js');
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await get('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
    for (const path of ['/assets/old-xyz.js', '/missing.png', '/images'])
      expect((await get(path, { accept: 'text/html' })).status).toBe(404);
  });

  it('answer only to names of this server', async () => {
    const status = async (host: string) => (await rawRequest(`${server.url}/`, { headers: { host, accept: 'text/html' } })).status;
    expect([await status('evil.example'), await status('etcetera.example'), await status('localhost:4000')]).toEqual([421, 200, 200]);
    expect(
      (
        await rawRequest(`${server.url}/graphql`, {
          method: 'POST',
          headers: { host: 'evil.example', 'content-type': 'application/json' },
          body: '{"query":"{__typename}"}',
        })
      ).status,
    ).toBe(421);
  });

  it('offer an explorer in development that loads nothing from elsewhere', async () => {
    const page = await get('/graphql', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('GraphQL explorer')]);
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, source]) => source ?? '')
      .filter((source) => !source.startsWith('data:'));
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources) {
      expect(source).toMatch(/^\/explorer\//);
      expect((await get(source)).status).toBe(200);
    }
    expect(html).not.toMatch(/<script>|<style|style="|\son\w+="/);
    expect(await (await get('/explorer/schema.graphql')).text()).toContain('type Query');
  });
});

describe('the other routes with keys', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ config: { auth: REQUIRED, isProduction: true }, importUpload: async (stream) => text(stream) });
  });
  afterAll(() => server.close());

  it('want a key for figures and the permission to curate for uploads, but none for health and the admin', async () => {
    const status = async (path: string, key?: string, method = 'GET') =>
      (
        await fetch(server.url + path, {
          method,
          headers: { 'content-type': 'application/octet-stream', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        })
      ).status;
    expect([await status('/metrics'), await status('/metrics', 'nobody'), await status('/metrics', 'reader')]).toEqual([401, 401, 200]);
    const path = '/imports?base=a&source=b';
    expect([await status(path, undefined, 'POST'), await status(path, 'reader', 'POST'), await status(path, 'boss', 'POST')]).toEqual([
      401, 403, 200,
    ]);
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
  });

  it('say plainly that the admin has not been built', async () => {
    const response = await fetch(`${server.url}/`, { headers: { accept: 'text/html' } });
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')]);
  });

  it('have no explorer in production', async () => {
    expect((await fetch(`${server.url}/explorer/explorer.js`)).status).toBe(404);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { OpenAiEndpoint, ProviderError, type OpenAiEndpointOptions } from '@etcetera/models';
import { startFakeOpenAiServer, type FakeOpenAiServer } from './fake-openai-server.js';

const KEY = 'sk-test-0123456789abcdef';
const hello = { model: 'fake-model', messages: [{ role: 'user' as const, content: 'Hi' }] };

describe('OpenAiEndpoint', () => {
  let server: FakeOpenAiServer;
  const endpoint = (over: Partial<OpenAiEndpointOptions> = {}): OpenAiEndpoint =>
    new OpenAiEndpoint({ baseUrl: server.baseUrl, apiKey: KEY, retryDelayMs: 5, maxRetries: 2, timeoutMs: 2000, ...over });
  /** The error of a call that must fail. */
  const failure = async (call: Promise<unknown>): Promise<ProviderError> => {
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  };

  beforeEach(async () => {
    server = await startFakeOpenAiServer({ apiKey: KEY, models: ['fake-model', 'other'] });
  });
  afterEach(() => server.close());

  it('sends the key as bearer token, and no header of its surroundings', async () => {
    process.env['OPENAI_CUSTOM_HEADERS'] = 'X-Elsewhere: secret';
    process.env['OPENAI_ORG_ID'] = 'org-elsewhere';
    try {
      await endpoint().chat(hello);
    } finally {
      delete process.env['OPENAI_CUSTOM_HEADERS'];
      delete process.env['OPENAI_ORG_ID'];
    }
    const headers = server.requests[0]?.headers ?? {};
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(headers)).not.toMatch(/elsewhere|stainless/iu);
  });

  it('sends no authorization at all when there is no key', async () => {
    const open = await startFakeOpenAiServer();
    await new OpenAiEndpoint({ baseUrl: open.baseUrl }).chat(hello);
    await open.close();
    expect(open.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('lists the models', async () => {
    expect(await endpoint().listModels()).toEqual(['fake-model', 'other']);
  });

  it('counts one attempt when all goes well', async () => {
    expect(await endpoint().chat(hello)).toMatchObject({ attempts: 1, value: { choices: [{ message: { content: 'Hello.' } }] } });
  });

  it('tries again after a rate limit, a server error and a reset connection, and counts the attempts', async () => {
    server.script({ kind: 'rate-limit' }, { kind: 'status', status: 503 }, { kind: 'reset' });
    expect((await endpoint({ maxRetries: 3 }).chat(hello)).attempts).toBe(4);
    expect(server.requests).toHaveLength(4);
  });

  it('waits at least as long as Retry-After says', async () => {
    server.script({ kind: 'rate-limit', retryAfterSeconds: 0.4 });
    expect((await endpoint().chat(hello)).attempts).toBe(2);
    const [first, second] = server.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(395);
  });

  it('does not sit out a Retry-After that is too long, but reports it', async () => {
    server.script({ kind: 'rate-limit', retryAfterSeconds: 3600 });
    const error = await failure(endpoint().chat(hello));
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 3_600_000, retryable: true, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it('backs off further each time', async () => {
    server.script(...Array.from({ length: 3 }, () => ({ kind: 'status', status: 500 }) as const));
    await endpoint({ maxRetries: 3, retryDelayMs: 60 }).chat(hello);
    const at = server.requests.map((request) => request.atMs);
    const pauses = at.slice(1).map((ms, i) => ms - (at[i] ?? 0));
    // Jitter stretches each pause by 1 to 2, so only the lower bounds are certain.
    [60, 120, 240].forEach((least, i) => expect(pauses[i]).toBeGreaterThanOrEqual(least - 5));
  });

  it('gives up when the retries are used up and says how often it tried', async () => {
    server.script(...Array.from({ length: 5 }, () => ({ kind: 'status', status: 502, message: 'Bad gateway' }) as const));
    const error = await failure(endpoint().chat(hello));
    expect(error).toMatchObject({ code: 'unavailable', status: 502, retryable: true, attempts: 3 });
    expect(error.message).toContain('Bad gateway');
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [400, 'rejected'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [409, 'rejected'],
    [422, 'rejected'],
  ])('never repeats a request that was answered with %d', async (status, code) => {
    server.script({ kind: 'status', status, message: 'No such thing' });
    const error = await failure(endpoint().chat(hello));
    expect(error).toMatchObject({ code, status, retryable: false, attempts: 1 });
    expect(error.message).toContain('No such thing');
    expect(server.requests).toHaveLength(1);
  });

  it('does not wait for an account without credit', async () => {
    server.script({ kind: 'rate-limit', code: 'insufficient_quota' });
    expect(await failure(endpoint().chat(hello))).toMatchObject({ code: 'rate-limited', retryable: false, attempts: 1 });
  });

  it('does not follow redirects, which could carry the entities elsewhere', async () => {
    server.script({ kind: 'redirect', location: 'https://elsewhere.example.org/v1' });
    const error = await failure(endpoint().chat(hello));
    expect(error).toMatchObject({ code: 'rejected', status: 307, retryable: false });
    expect(error.message).toContain('elsewhere.example.org');
  });

  it('ends a slow answer at the limit of each attempt', async () => {
    server.script({ kind: 'latency', ms: 5000 });
    const error = await failure(endpoint({ timeoutMs: 100, maxRetries: 0 }).chat(hello));
    expect(error).toMatchObject({ code: 'timeout', retryable: true, attempts: 1 });
    expect(error.message).toContain('within 100 ms');
  });

  it('ends an answer that stops in the middle of its body', async () => {
    server.script({ kind: 'stall' });
    expect(await failure(endpoint({ timeoutMs: 150, maxRetries: 0 }).chat(hello))).toMatchObject({ code: 'timeout', attempts: 1 });
  });

  it('tries again after a timeout', async () => {
    server.script({ kind: 'latency', ms: 3000 });
    expect((await endpoint({ timeoutMs: 200 }).chat(hello)).attempts).toBe(2);
  });

  it.each([{ kind: 'malformed-body' } as const, { kind: 'foreign-body' } as const])(
    'calls %j a bad answer, not worth repeating',
    async (fault) => {
      server.script(fault);
      const error = await failure(endpoint().chat(hello));
      expect(error).toMatchObject({ code: 'bad-answer', retryable: false, attempts: 1 });
      expect(error.message).toContain('Check that the base URL');
    },
  );

  it('says plainly when nothing listens', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await new Promise((done) => taken.close(done));
    const error = await failure(endpoint({ baseUrl: `http://127.0.0.1:${port}/v1`, maxRetries: 1 }).chat(hello));
    expect(error).toMatchObject({ code: 'unavailable', status: undefined, retryable: true, attempts: 2 });
    expect(error.message).toBe(
      `Cannot reach chat at http://127.0.0.1:${port}/v1 (ECONNREFUSED). Check that the server runs and that the base URL is right.`,
    );
  });

  it("throws the signal's reason when cancelled, in a request and in a pause", async () => {
    const reason = new Error('enough');
    server.script({ kind: 'latency', ms: 3000 });
    const duringRequest = new AbortController();
    setTimeout(() => duringRequest.abort(reason), 50);
    await expect(endpoint().chat(hello, duringRequest.signal)).rejects.toBe(reason);

    server.script({ kind: 'rate-limit', retryAfterSeconds: 30 });
    const duringPause = new AbortController();
    setTimeout(() => duringPause.abort(reason), 100);
    await expect(endpoint().chat(hello, duringPause.signal)).rejects.toBe(reason);
    await expect(endpoint().chat(hello, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('never shows the key: not in any error, not when printed, not as JSON', async () => {
    const wrong = 'sk-wrong-fedcba9876543210';
    const shown: unknown[] = [await failure(endpoint({ apiKey: wrong }).chat(hello))];
    expect(shown[0]).toMatchObject({ code: 'unauthorized', status: 401, retryable: false });
    expect((shown[0] as Error).message).toContain('[key]');
    for (const status of [400, 429, 500]) {
      server.script({ kind: 'status', status, message: `You sent ${KEY}, Bearer ${KEY} and ${encodeURIComponent(KEY)}` });
      shown.push(await failure(endpoint({ maxRetries: 0 }).chat(hello)));
    }
    server.script({ kind: 'redirect', location: `https://example.org/?key=${KEY}` });
    shown.push(await failure(endpoint().chat(hello)), endpoint(), JSON.stringify(endpoint()));
    for (const thing of shown) {
      const text = inspect(thing, { depth: 10, showHidden: true }) + String(thing) + ((thing as Error).stack ?? '');
      expect(text).not.toContain(KEY);
      expect(text).not.toContain(wrong);
    }
  });
});

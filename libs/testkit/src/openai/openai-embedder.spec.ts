import { OpenAiEmbedder, OpenAiEndpoint } from '@etcetera/models';
import { startFakeOpenAiServer, type FakeOpenAiServer } from './fake-openai-server.js';
import { hashVector } from './sensible-answer.js';

describe('OpenAiEmbedder', () => {
  let server: FakeOpenAiServer;
  let embedder: OpenAiEmbedder;

  beforeEach(async () => {
    server = await startFakeOpenAiServer({ dimensions: 16 });
    const endpoint = new OpenAiEndpoint({ baseUrl: server.baseUrl, retryDelayMs: 5, maxRetries: 1 });
    embedder = new OpenAiEmbedder({ endpoint, model: 'embedder', dimensions: 16 });
  });
  afterEach(() => server.close());

  it('gives unit vectors in the order of the texts, 64 texts a request', async () => {
    const texts = Array.from({ length: 150 }, (_, i) => `text ${i}`);
    const vectors = await embedder.embed(texts);
    expect(server.requests.map(({ body }) => (body['input'] as string[]).length)).toEqual([64, 64, 22]);
    expect(vectors).toHaveLength(150);
    vectors.forEach((vector, i) => {
      const raw = hashVector(texts[i] as string, 16);
      const length = Math.hypot(...raw);
      expect(length).not.toBeCloseTo(1, 2);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      vector.forEach((value, d) => expect(value).toBeCloseTo((raw[d] as number) / length, 5));
    });
  });

  it('asks nothing for no texts', async () => {
    expect(await embedder.embed([])).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('refuses vectors of another length and names both', async () => {
    server.script({ kind: 'wrong-dimensions', dimensions: 12 });
    await expect(embedder.embed(['a'])).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('12 dimensions, 16 are expected'),
    });
  });

  it('refuses an answer with too few vectors', async () => {
    server.script({ kind: 'wrong-count' });
    await expect(embedder.embed(['a', 'b'])).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('1 vectors for 2 texts'),
    });
  });

  it('tries again after a server error', async () => {
    server.script({ kind: 'status', status: 500 });
    expect(await embedder.embed(['a'])).toHaveLength(1);
  });

  it("throws the signal's reason when cancelled", async () => {
    const reason = new Error('enough');
    await expect(embedder.embed(['a'], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

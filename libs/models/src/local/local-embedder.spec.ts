import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultModelsFolder } from '../manifest/default-models-folder.js';
import { ModelStore } from '../manifest/model-store.js';
import golden from './fixtures/minilm-golden.json' with { type: 'json' };
import { loadLocalEmbedder, type LocalEmbedder, type TruncatedText } from './local-embedder.js';

const store = new ModelStore(process.env['ETCETERA_MODELS_DIR'] ?? defaultModelsFolder(homedir()));

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, x, i) => sum + x * (b[i] ?? NaN), 0);
}

describe('the local embedding model', () => {
  let embedder: LocalEmbedder;
  const truncated: TruncatedText[] = [];

  beforeAll(async () => {
    const { path, sha256 } = await store.locate('all-minilm-l6-v2');
    embedder = await loadLocalEmbedder({
      modelPath: path,
      model: 'all-MiniLM-L6-v2',
      sha256,
      onTruncated: (event) => truncated.push(event),
    });
  }, 60_000);
  afterAll(() => embedder.dispose());
  const one = async (text: string) => (await embedder.embed([text]))[0] as Float32Array;

  it.each(golden)('equals the published network on "$text"', async ({ text, vector }) => {
    expect(dot(await one(text), vector)).toBeGreaterThanOrEqual(0.9999);
  });

  it('gives unit vectors of its dimensions in the order of the texts', async () => {
    const texts = Array.from({ length: 60 }, (_, i) => `${golden[i % golden.length]?.text} ${i}`);
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(60);
    for (const [i, vector] of vectors.entries()) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
      if (i % 13 === 0) expect(dot(vector, await one(texts[i] ?? ''))).toBeGreaterThan(0.99999);
    }
  });

  it('puts kinds of one thing closer together than different things', async () => {
    const [lion, tiger, hammer] = (await embedder.embed(['lion', 'tiger', 'hammer'])) as [Float32Array, Float32Array, Float32Array];
    expect(dot(lion, tiger)).toBeGreaterThan(dot(lion, hammer) + 0.1);
  });

  it('gives a vector for a text without words too', async () => {
    for (const text of ['', ' ', '\u200b']) expect(dot(await one(text), await one(text))).toBeCloseTo(1, 5);
  });

  it('uses the beginning of a text beyond its context, and says so', async () => {
    const longest = Array.from({ length: embedder.maxTokens }, () => 'lion').join(' ');
    await one(longest);
    expect(truncated).toEqual([]);
    const before = embedder.truncatedTexts;
    const vector = await one(`${longest} hammer drill`);
    expect(truncated).toMatchObject([{ tokens: embedder.maxTokens + 2, keptTokens: embedder.maxTokens }]);
    expect(embedder.truncatedTexts).toBe(before + 1);
    expect(dot(vector, await one(longest))).toBeGreaterThan(0.99999);
  });

  it('stops with the reason it is given, and goes on working', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const texts = Array.from({ length: 5000 }, (_, i) => `number ${i}`);
    setTimeout(() => stop.abort(reason), 50);
    await expect(embedder.embed(texts, stop.signal)).rejects.toBe(reason);
    await expect(embedder.embed([], AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await embedder.embed([])).toEqual([]);
    expect(await one('lion')).toHaveLength(384);
  });

  it('refuses a damaged file with a ModelFileError', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedder-'));
    const path = join(folder, 'broken.gguf');
    await writeFile(path, 'GGUF, but not really');
    await expect(loadLocalEmbedder({ modelPath: path, model: 'x', sha256: 'x' })).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'corrupt',
      path,
    });
    await rm(folder, { recursive: true });
  });
});

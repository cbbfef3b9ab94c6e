import type { Embedder } from '../ports/embedder.js';
import { zooOf } from '../testing/fixtures.js';
import { embedBase } from './embed-base.js';

/** Unit vectors that depend on the length of the text; remembers what it was asked. */
function fakeEmbedder(change: Partial<Embedder> = {}): Embedder & { readonly texts: string[] } {
  const texts: string[] = [];
  const embed: Embedder['embed'] = async (asked, signal) => {
    signal?.throwIfAborted();
    texts.push(...asked);
    return asked.map((text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length)));
  };
  return { model: 'fake', modelSha256: 'a', dimensions: 2, kind: 'local', embed, ...change, texts };
}

const animals = (count: number, description?: string) =>
  Array.from({ length: count }, (_, index) => ({ name: `animal ${index}`, ...(description && { description }) }));

describe('embedBase', () => {
  it('embeds what is missing in batches, reports progress and keeps the mean', async () => {
    const { store } = await zooOf(...animals(10));
    const embedder = fakeEmbedder();
    const seen: unknown[] = [];
    let clockMs = 0;
    const result = await embedBase({ store, embedder }, 'zoo', {
      batchTexts: 4,
      now: () => (clockMs += 500),
      onProgress: (progress) => seen.push(progress),
    });
    expect(result).toMatchObject({ written: 10, interrupted: false, space: { vectorCount: 10, template: 'name' } });
    expect(result.space.mean[0]).toBeCloseTo(Math.cos('animal 0'.length));
    expect(seen).toEqual([
      { done: 4, total: 10, textsPerSecond: 8 },
      { done: 8, total: 10, textsPerSecond: 8 },
      { done: 10, total: 10, textsPerSecond: 10_000 / 1500 },
    ]);
    expect(await embedBase({ store, embedder }, 'zoo')).toMatchObject({ written: 0, space: { vectorCount: 10 } });
    expect(embedder.texts).toHaveLength(10);
  });

  it('writes names with descriptions when at least half of the entities have one', async () => {
    const half = await zooOf(...animals(2, 'wild'), { name: 'cow' }, { name: 'hen' });
    const embedder = fakeEmbedder();
    await embedBase({ store: half.store, embedder }, 'zoo');
    expect(embedder.texts.sort()).toEqual(['animal 0: wild', 'animal 1: wild', 'cow', 'hen']);
    const fewer = await zooOf(...animals(1, 'wild'), { name: 'cow' }, { name: 'hen' });
    expect((await embedBase({ store: fewer.store, embedder: fakeEmbedder() }, 'zoo')).space.template).toBe('name');
  });

  it('keeps the template of the space while the model stays, and takes the one it is told', async () => {
    const { store } = await zooOf(...animals(3, 'wild'));
    expect((await embedBase({ store, embedder: fakeEmbedder() }, 'zoo', { template: 'name' })).space.template).toBe('name');
    expect((await embedBase({ store, embedder: fakeEmbedder() }, 'zoo')).space.template).toBe('name');
    expect((await embedBase({ store, embedder: fakeEmbedder({ modelSha256: 'b' }) }, 'zoo')).space.template).toBe('name: description');
  });

  it('stops on a signal, keeps its batches with their mean, and goes on from there', async () => {
    const { store } = await zooOf(...animals(10));
    const controller = new AbortController();
    const embedder = fakeEmbedder();
    const first = await embedBase({ store, embedder }, 'zoo', {
      batchTexts: 3,
      signal: controller.signal,
      onProgress: ({ done }) => done >= 6 && controller.abort(),
    });
    expect(first).toMatchObject({ written: 6, interrupted: true, space: { vectorCount: 6 } });
    expect(await embedBase({ store, embedder }, 'zoo')).toMatchObject({ written: 4, interrupted: false, space: { vectorCount: 10 } });
    expect(new Set(embedder.texts).size).toBe(embedder.texts.length);
  });

  it('computes no mean of nothing: in an empty base, or when stopped before the first batch', async () => {
    const empty = await zooOf();
    expect((await embedBase({ store: empty.store, embedder: fakeEmbedder() }, 'zoo')).space.mean).toEqual([]);
    const { store } = await zooOf(...animals(2));
    const stopped = await embedBase({ store, embedder: fakeEmbedder() }, 'zoo', { signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ written: 0, interrupted: true, space: { mean: [] } });
  });

  it('is interrupted inside a call to the model', async () => {
    const { store } = await zooOf(...animals(2));
    const controller = new AbortController();
    const embedder = fakeEmbedder({
      embed: async (_, signal) => {
        controller.abort();
        signal?.throwIfAborted();
        return [];
      },
    });
    expect(await embedBase({ store, embedder }, 'zoo', { signal: controller.signal })).toMatchObject({ written: 0, interrupted: true });
  });

  it.each<[string, Float32Array[], string]>([
    ['too few vectors', [], 'gave 0 vectors for 1 texts'],
    ['the wrong size', [Float32Array.of(1, 0, 0)], '3 numbers instead of 2'],
    ['NaN', [Float32Array.of(Number.NaN, 0)], 'not finite'],
    ['a vector of length zero', [Float32Array.of(0, 0)], 'length 0.000 instead of 1'],
  ])('stores nothing when the embedder gives %s', async (_, vectors, reason) => {
    const { store } = await zooOf(...animals(1));
    await expect(embedBase({ store, embedder: fakeEmbedder({ embed: async () => vectors }) }, 'zoo')).rejects.toMatchObject({
      code: 'EMBEDDER_OUTPUT',
      message: expect.stringContaining(reason) as string,
    });
    expect([...store.vectors.values()].map((space) => space.size)).toEqual([0]);
  });

  it('does not turn for ever when the store loses vectors', async () => {
    const { store } = await zooOf(...animals(1));
    store.writeEmbeddings = async () => undefined;
    await expect(embedBase({ store, embedder: fakeEmbedder() }, 'zoo')).rejects.toThrow('did not keep its vector');
  });
});

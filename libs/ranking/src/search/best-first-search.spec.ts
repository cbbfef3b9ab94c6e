import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch } from './best-first-search.js';
import { lengthPenalty } from './length-penalty.js';
import type { TokenModel } from './token-model.js';

const END = 99;
const prompt = [7];
const options = { prompt, alpha: 0.6, exclude: new Set<string>(), maxSteps: 1e6 };
const vocabulary = fc
  .array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 40 })
  .map((list) => list.map((tokens, i) => ({ entityId: `e${String(i % 30).padStart(2, '0')}`, tokens })));

async function bruteForce(
  model: TokenModel,
  keys: readonly { entityId: string; tokens: readonly number[] }[],
  count: number,
  alpha: number,
) {
  const best = new Map<string, number>();
  for (const { entityId, tokens } of keys) {
    const path = [...tokens, END];
    let sum = 0;
    for (let i = 0; i < path.length; i++) {
      const [answer] = await model.logProbabilities([{ prompt, path: path.slice(0, i), allowed: [path[i] as number] }]);
      sum += (answer as Float64Array)[0] as number;
    }
    best.set(entityId, Math.max(best.get(entityId) ?? -Infinity, sum / lengthPenalty(path.length, alpha)));
  }
  return [...best].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, count);
}

describe('bestFirstSearch', () => {
  it('finds exactly the top K of brute force, on random trees and models, ties and several forms an entity included', async () => {
    await fc.assert(
      fc.asyncProperty(
        vocabulary,
        fc.integer(),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(0, 0.6, 1),
        fc.constantFrom(1, 4),
        async (keys, seed, count, alpha, batchSize) => {
          const model = randomModel(seed, 3, batchSize);
          const found = await bestFirstSearch(model, PrefixTree.build(keys, END), { ...options, count, alpha });
          const expected = await bruteForce(model, keys, count, alpha);
          expect(found.exact).toBe(true);
          expect(found.entities.map((entity) => entity.score.toFixed(9))).toEqual(expected.map(([, score]) => score.toFixed(9)));
          const ids = (entries: readonly (readonly [string, number])[]) => entries.map(([id, score]) => `${score.toFixed(9)} ${id}`).sort();
          // Ids are compared as sets within equal scores: sums in another order may differ in the last bit and swap a tie.
          if (new Set(expected.map(([, score]) => score.toFixed(9))).size === expected.length) {
            expect(ids(found.entities.map((entity) => [entity.entityId, entity.score] as const))).toEqual(ids(expected));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('asks clearly fewer steps than a full walk when K is small, and never returns an excluded entity', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 10, 10 + (i % 7), 20 + i] }));
    const tree = PrefixTree.build(keys, END);
    const model = randomModel(3, 50);
    const all = await bestFirstSearch(model, tree, { ...options, count: 60 });
    const top = await bestFirstSearch(model, tree, { ...options, count: 1 });
    expect(top.steps).toBeLessThan(all.steps * 0.7);
    const winner = (top.entities[0] as { entityId: string }).entityId;
    const without = await bestFirstSearch(model, tree, { ...options, count: 60, exclude: new Set([winner]) });
    expect(without.entities.map((entity) => entity.entityId)).toEqual(
      all.entities.map((entity) => entity.entityId).filter((id) => id !== winner),
    );
  });

  it('says that the result is not exact when the steps run out, and keeps what it has', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 10, i] }));
    const found = await bestFirstSearch(randomModel(1), PrefixTree.build(keys, END), { ...options, count: 60, maxSteps: 13 });
    expect(found.exact).toBe(false);
    expect(found.steps).toBeLessThanOrEqual(13);
  });

  it('handles an empty vocabulary, K = 0, and names of one and of thirty tokens', async () => {
    expect((await bestFirstSearch(randomModel(1), PrefixTree.build([], END), { ...options, count: 5 })).entities).toEqual([]);
    const tree = PrefixTree.build(
      [
        { entityId: 'short', tokens: [1] },
        { entityId: 'long', tokens: Array.from({ length: 30 }, (_, i) => i) },
      ],
      END,
    );
    expect((await bestFirstSearch(randomModel(1), tree, { ...options, count: 0 })).entities).toEqual([]);
    expect((await bestFirstSearch(randomModel(1), tree, { ...options, count: 9 })).entities).toHaveLength(2);
  });

  it('stops with the reason of the signal', async () => {
    const controller = new AbortController();
    const model = randomModel(1);
    const tree = PrefixTree.build(
      Array.from({ length: 60 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 10, i] })),
      END,
    );
    const search = bestFirstSearch(model, tree, {
      ...options,
      count: 60,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(search).rejects.toThrow('enough');
    expect(model.steps).toBeLessThan(10);
  });
});

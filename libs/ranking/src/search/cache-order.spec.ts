import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { END, someIds, vocabularies } from '../testing/name-arbitraries.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch } from './best-first-search.js';
import { formsBelow, necessaryBound } from './cache-order.js';
import type { OpenPrefix } from './frontier.js';

const prefix = (node: number, bound: number): OpenPrefix => ({ node, bound, logProbability: bound, from: undefined, batch: -1 });

describe('the order that suits caches', () => {
  it('leads to the same result, with hardly more steps, whatever is searched', async () => {
    let differs = 0;
    await fc.assert(
      fc.asyncProperty(vocabularies, fc.integer(), fc.integer({ min: 1, max: 30 }), someIds, async (keys, seed, count, exclude) => {
        const tree = PrefixTree.build(keys, END);
        const options = { prompt: [7], alpha: 0.6, exclude, maxSteps: 1e6, count };
        const [byBound, byCache] = [randomModel(seed, 3, 2), randomModel(seed, 3, 2)];
        const expected = await bestFirstSearch(byBound, tree, options);
        const found = await bestFirstSearch(byCache, tree, { ...options, order: 'cache' });
        expect(found.steps).toBeLessThan(expected.steps + 3 * byCache.batchSize);
        expect(found.entities.map(({ score }) => score)).toEqual(expected.entities.map(({ score }) => score));
        if (JSON.stringify(byBound.asked) !== JSON.stringify(byCache.asked)) differs++;
      }),
      { numRuns: 100 },
    );
    expect(differs).toBeGreaterThan(10);
  });

  it('goes on from the last batch where that has to be asked anyway', async () => {
    // All names are wanted, so everything has to be asked; siblings tie.
    const keys = Array.from({ length: 40 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 8, i, i + 1] }));
    const tree = PrefixTree.build(keys, END);
    const options = { prompt: [7], alpha: 0.6, exclude: new Set<string>(), maxSteps: 1e6, count: 40 };
    const continued = async (order: 'bound' | 'cache') => {
      const model = randomModel(5, 50);
      await bestFirstSearch(model, tree, { ...options, order });
      const batches = model.batches.map((requests) => requests.map(({ path }) => path));
      return batches.flatMap((batch, i) =>
        batch.filter((path) => batches[i - 1]?.some((parent) => path.slice(0, -1).join() === parent.join())),
      ).length;
    };
    expect(await continued('cache')).toBeGreaterThan(1.5 * (await continued('bound')));
  });

  it('counts the forms below each node', () => {
    const tree = PrefixTree.build(
      [
        { entityId: 'a', tokens: [1] },
        { entityId: 'b', tokens: [1] },
        { entityId: 'c', tokens: [1, 2] },
      ],
      END,
    );
    expect([...formsBelow(tree)]).toEqual([3, 3, 1, 1, 2]);
  });

  it.each([
    [[], 3, -2, 'names below the best prefixes alone may fill the K places'],
    [[-0.5, -3], 3, -1, 'found names count beside them'],
    [[-0.5, -0.6], 2, -0.6, 'found names may be above every prefix'],
    [[-5], 6, -5, 'found names may come last'],
    [[-5], 7, -Infinity, 'fewer than K names are left'],
  ])('with found scores %p and K = %p nothing below %p is necessary: %s', (scores, count, expected) => {
    const forms = Int32Array.of(0, 2, 3);
    expect(necessaryBound(scores, [prefix(1, -1), prefix(2, -2)], forms, count)).toBe(expected);
  });
});

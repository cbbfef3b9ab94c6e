import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { scoreAllNames } from '../testing/all-names.js';
import { END, someIds, vocabularies } from '../testing/name-arbitraries.js';
import { randomModel } from '../testing/random-model.js';
import { beamSearch } from './beam-search.js';
import { bestFirstSearch } from './best-first-search.js';
import type { TokenModel } from './token-model.js';

const options = { prompt: [7], alpha: 0.6, exclude: new Set<string>() };
const rounded = (list: readonly { score: number }[]) => list.map(({ score }) => score.toFixed(9));

describe('beamSearch', () => {
  it('finishes every name that is possible when the beam is as wide as the tree, in the order of brute force', async () => {
    await fc.assert(
      fc.asyncProperty(
        vocabularies,
        fc.integer(),
        someIds,
        fc.boolean(),
        fc.constantFrom(0, 9),
        async (keys, seed, exclude, renormalise, impossible) => {
          const model = randomModel(seed, 3, 4, impossible);
          const tree = PrefixTree.build(keys, END);
          // Children of a depth may be more than the keys only by ends inside names, never more than the nodes.
          const found = await beamSearch(model, tree, { ...options, exclude, renormalise, width: tree.nodeCount });
          const expected = await scoreAllNames(model, keys, END, { ...options, exclude, renormalise });
          expect(rounded(found.entities)).toEqual(rounded(expected));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never scores a name differently from the exact search, and never finds a better one', async () => {
    let missed = 0;
    await fc.assert(
      fc.asyncProperty(vocabularies, fc.integer(), fc.integer({ min: 1, max: 6 }), async (keys, seed, width) => {
        const tree = PrefixTree.build(keys, END);
        const exact = await bestFirstSearch(randomModel(seed, 20), tree, { ...options, count: 100, maxSteps: 1e6 });
        const beam = await beamSearch(randomModel(seed, 20), tree, { ...options, width });
        for (const entity of beam.entities) {
          const same = exact.entities.find(({ entityId }) => entityId === entity.entityId);
          expect(entity.score).toBeLessThanOrEqual((same?.score ?? -Infinity) + 1e-12);
        }
        if (beam.entities.length < exact.entities.length) missed++;
      }),
      { numRuns: 60 },
    );
    expect(missed).toBeGreaterThan(20);
  });

  const table = (logs: Record<string, number>): TokenModel => ({
    ...randomModel(1),
    logProbabilities: async (requests) =>
      requests.map(({ path, allowed }) => Float64Array.from(allowed, (token) => logs[[...path, token].join()] ?? -9)),
  });

  it('follows the best child only when it is one wide, and loses what started badly', async () => {
    const tree = PrefixTree.build([{ entityId: 'greedy', tokens: [1, 2] }, { entityId: 'late', tokens: [3, 4] }], END); // prettier-ignore
    const model = table({ '1': -1, '3': -2, '1,2': -5, '3,4': -0.1, '1,2,99': -1, '3,4,99': 0 });
    const ids = async (width: number) => (await beamSearch(model, tree, { ...options, width })).entities.map(({ entityId }) => entityId);
    expect(await ids(1)).toEqual(['greedy']);
    expect(await ids(2)).toEqual(['late', 'greedy']);
  });

  it('lets names that end compete for the places of a depth, and may finish more of them than it is wide', async () => {
    const tree = PrefixTree.build(
      [
        { entityId: 'ends', tokens: [1] },
        { entityId: 'goes on', tokens: [1, 2] },
        { entityId: 'goes on too', tokens: [1, 3] },
      ],
      END,
    );
    const logs = { '1': -1, '1,2,99': -1, '1,3,99': -1 };
    const ends = await beamSearch(table({ ...logs, '1,99': -1, '1,2': -2, '1,3': -3 }), tree, { ...options, width: 2 });
    expect(ends.entities.map(({ entityId }) => entityId)).toEqual(['ends', 'goes on']);
    const without = await beamSearch(table({ ...logs, '1,99': -4, '1,2': -2, '1,3': -3 }), tree, { ...options, width: 2 });
    expect(without.entities.map(({ entityId }) => entityId)).toEqual(['goes on', 'goes on too']);
    const more = await beamSearch(table({ ...logs, '1,99': -1, '1,2': -2 }), tree, { ...options, width: 1 });
    expect(more.entities).toHaveLength(1);
    expect((await beamSearch(randomModel(3), tree, { ...options, width: 2 })).entities.length).toBeLessThanOrEqual(3);
  });

  it('counts a step for each prefix asked about, and none where the next token is certain', async () => {
    const tree = PrefixTree.build([{ entityId: 'a', tokens: [1, 2, 3] }, { entityId: 'b', tokens: [4] }], END); // prettier-ignore
    const model = randomModel(1);
    const plain = await beamSearch(model, tree, { ...options, width: 40 });
    expect([plain.steps, plain.extended, model.steps]).toEqual([5, 5, 5]);
    const renormalised = await beamSearch(model, tree, { ...options, width: 40, renormalise: true });
    expect([renormalised.steps, renormalised.extended, model.steps]).toEqual([1, 5, 6]);
  });

  it('asks in batches of the model, finds nothing in an empty tree, and stops with the reason of the signal', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => ({ entityId: `e${i}`, tokens: [i, i % 7] }));
    const tree = PrefixTree.build(keys, END);
    const model = randomModel(1);
    await beamSearch(model, tree, { ...options, width: 10 });
    expect(model.batches.map(({ length }) => length)).toEqual([1, 4, 4, 2, 4, 4, 2]);
    expect(await beamSearch(model, PrefixTree.build([], END), { ...options, width: 10 })).toEqual({ entities: [], steps: 0, extended: 0 });
    await expect(beamSearch(model, tree, { ...options, width: 10, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });

  it.each([
    ['width', { width: 0 }],
    ['width', { width: Number.NaN }],
    ['alpha', { alpha: Infinity }],
  ])('refuses a wrong %s: %p', async (field, wrong) => {
    const tree = PrefixTree.build([], END);
    await expect(beamSearch(randomModel(1), tree, { ...options, width: 4, ...wrong })).rejects.toMatchObject({
      name: 'RankingError',
      field,
    });
  });
});

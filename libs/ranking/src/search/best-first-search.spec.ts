import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { scoreAllNames, type ScoredName } from '../testing/all-names.js';
import { END, someIds, vocabularies } from '../testing/name-arbitraries.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch, type SampledEntity } from './best-first-search.js';
import { lengthPenalty } from './length-penalty.js';
import { emptyPrior } from './prior.js';
import type { TokenModel } from './token-model.js';
import { walkPrior } from './walk-prior.js';

const prompt = [7];
const neutralPrompt = [3, 3];
const options = { prompt, alpha: 0.6, exclude: new Set<string>(), maxSteps: 1e6 };
const settings = fc.record({
  seed: fc.integer(),
  count: fc.integer({ min: 1, max: 50 }),
  alpha: fc.constantFrom(0, 0.6, 1),
  batchSize: fc.constantFrom(1, 4),
  impossible: fc.constantFrom(0, 9),
});

/** Scores one by one; ids as sets within equal scores, because sums in another order may differ in the last bit and swap a tie. */
function expectSame(found: readonly SampledEntity[], expected: readonly ScoredName[]): void {
  const rounded = (list: readonly ScoredName[]) => list.map(({ score }) => score.toFixed(9));
  expect(rounded(found)).toEqual(rounded(expected));
  const last = expected.at(-1)?.score.toFixed(9);
  const above = (list: readonly ScoredName[]) =>
    list
      .filter(({ score }) => score.toFixed(9) !== last)
      .map(({ entityId, score }) => `${score.toFixed(9)} ${entityId}`)
      .sort();
  expect(above(found)).toEqual(above(expected));
}

async function neutralPrior(model: TokenModel, tree: PrefixTree, renormalise: boolean) {
  const prior = emptyPrior(tree);
  await walkPrior(model, tree, prior, { prompt: neutralPrompt, renormalise });
  return prior;
}

/** The algorithm in its plainest form: sort all open prefixes by bound each time. */
async function plainBatches(model: TokenModel, tree: PrefixTree, count: number, alpha: number): Promise<readonly (readonly number[])[][]> {
  let open = [{ node: 0, path: [] as number[], sum: 0, bound: 0 }];
  const scores = new Map<string, number>();
  const batches: number[][][] = [];
  for (;;) {
    const threshold = [...scores.values()].sort((a, b) => b - a)[count - 1] ?? -Infinity;
    open.sort((a, b) => b.bound - a.bound || a.node - b.node);
    const batch = open.filter(({ bound }) => bound >= threshold).slice(0, model.batchSize);
    if (batch.length === 0) return batches;
    batches.push(batch.map(({ path }) => path));
    open = open.filter((item) => !batch.includes(item));
    for (const { node, path, sum } of batch) {
      for (const child of tree.children(node)) {
        const [answer] = await model.logProbabilities([{ prompt, path, allowed: [tree.tokenOf(child)] }]);
        const total = sum + ((answer as Float64Array)[0] as number);
        if (tree.isLeaf(child)) {
          const score = total / lengthPenalty(tree.depthOf(child), alpha);
          for (const id of tree.entitiesAt(child)) scores.set(id, Math.max(scores.get(id) ?? -Infinity, score));
        } else {
          const bound = total / lengthPenalty(tree.longestBelow(child), alpha);
          open.push({ node: child, path: [...path, tree.tokenOf(child)], sum: total, bound });
        }
      }
    }
  }
}

describe('bestFirstSearch', () => {
  it('finds exactly the top K of brute force, whatever the names, ties, impossible tokens and excluded entities', async () => {
    await fc.assert(
      fc.asyncProperty(vocabularies, settings, someIds, async (keys, { seed, count, alpha, batchSize, impossible }, exclude) => {
        const model = randomModel(seed, 3, batchSize, impossible);
        const found = await bestFirstSearch(model, PrefixTree.build(keys, END), { ...options, exclude, count, alpha });
        expect(found).toMatchObject({ exact: true, endedBy: 'bound', bound: 'admissible', assumed: null, proved: found.entities.length });
        expectSame(found.entities, (await scoreAllNames(model, keys, END, { prompt, alpha, exclude })).slice(0, count));
      }),
      { numRuns: 60 },
    );
  });

  it('finds exactly the top K of a filter, asks about nothing else, and takes no more steps than a walk through all', async () => {
    await fc.assert(
      fc.asyncProperty(vocabularies, settings, someIds, someIds, async (keys, { seed, count, alpha, batchSize }, only, exclude) => {
        const model = randomModel(seed, 3, batchSize);
        const tree = PrefixTree.build(keys, END);
        const found = await bestFirstSearch(model, tree, { ...options, only, exclude, count, alpha });
        const names = keys.filter(({ entityId }) => only.has(entityId) && !exclude.has(entityId)).map(({ tokens }) => [...tokens, END]);
        const beginnings = new Set(names.flatMap((name) => name.map((_, i) => name.slice(0, i + 1).join())));
        const asked = model.asked.flatMap(({ path, allowed }) => allowed.map((token) => [...path, token].join()));
        expect(asked.filter((path) => !beginnings.has(path))).toEqual([]);
        expectSame(found.entities, (await scoreAllNames(model, keys, END, { prompt, alpha, only, exclude })).slice(0, count));
        const rule = await bestFirstSearch(model, tree, { ...options, only: (id) => only.has(id), exclude, count, alpha });
        expect(rule).toEqual(found);
        const everything = await bestFirstSearch(model, tree, { ...options, exclude, count: 100, alpha });
        expect(found.steps).toBeLessThanOrEqual(everything.steps);
      }),
      { numRuns: 30 },
    );
  });

  it('finds exactly the top K of renormalised probabilities, and asks only where there is a choice', async () => {
    await fc.assert(
      fc.asyncProperty(vocabularies, settings, fc.option(someIds), async (keys, { seed, count, alpha, batchSize, impossible }, filter) => {
        const model = randomModel(seed, 3, batchSize, impossible);
        const only = filter === null ? {} : { only: filter };
        const found = await bestFirstSearch(model, PrefixTree.build(keys, END), { ...options, ...only, count, alpha, renormalise: true });
        for (const { allowed } of model.asked) expect(new Set(allowed).size).toBeGreaterThan(1);
        const expected = await scoreAllNames(model, keys, END, { prompt, alpha, renormalise: true, ...only });
        expectSame(found.entities, expected.slice(0, count));
      }),
      { numRuns: 30 },
    );
  });

  it('finds exactly the top K of the prior-calibrated score, renormalised or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        vocabularies,
        settings,
        fc.constantFrom(0, 0.25, 1, 3),
        fc.boolean(),
        async (keys, { seed, count, alpha, batchSize }, lambda, renormalise) => {
          const model = randomModel(seed, 3, batchSize);
          const tree = PrefixTree.build(keys, END);
          const calibration = { prior: await neutralPrior(model, tree, renormalise), lambda };
          const found = await bestFirstSearch(model, tree, { ...options, count, alpha, renormalise, calibration });
          expect(found.exact).toBe(true);
          const rounded = (list: readonly ScoredName[]) => list.map(({ score }) => Number(score.toFixed(4)) + 0);
          const expected = await scoreAllNames(model, keys, END, {
            prompt,
            alpha,
            renormalise,
            calibration: { neutralPrompt, lambda },
          });
          // The prior is kept in single precision.
          rounded(expected.slice(0, count)).forEach((score, i) => expect(rounded(found.entities)[i]).toBeCloseTo(score, 3));
          expect(found.entities).toHaveLength(Math.min(count, expected.length));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('asks the batches of the plain algorithm, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(vocabularies, settings, async (keys, { seed, count, alpha, batchSize }) => {
        const model = randomModel(seed, 3, batchSize);
        const tree = PrefixTree.build(keys, END);
        await bestFirstSearch(model, tree, { ...options, count, alpha });
        const batches = model.batches.map((requests) => requests.map(({ path }) => path));
        expect(batches).toEqual(await plainBatches(randomModel(seed, 3, batchSize), tree, count, alpha));
      }),
      { numRuns: 30 },
    );
  });

  it('shows as proved what is in its final place, long before the end', async () => {
    let early = 0;
    await fc.assert(
      fc.asyncProperty(vocabularies, settings, async (keys, { seed, count, alpha, batchSize }) => {
        const proofs: (readonly SampledEntity[])[] = [];
        const found = await bestFirstSearch(randomModel(seed, 20, batchSize), PrefixTree.build(keys, END), {
          ...options,
          count,
          alpha,
          onProgress: (steps, known, progress) => {
            expect(progress).toMatchObject({ steps, found: known });
            expect(progress.best().slice(0, progress.proved().length)).toEqual(progress.proved());
            proofs.push(progress.proved());
          },
        });
        for (const proof of proofs) expect(found.entities.slice(0, proof.length)).toEqual(proof);
        if (proofs.slice(0, -1).some((proof) => proof.length > 0)) early++;
      }),
      { numRuns: 30 },
    );
    expect(early).toBeGreaterThan(8);
  });

  const sixty = Array.from({ length: 60 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 10, 10 + (i % 7), 20 + i] }));
  const treeOfSixty = PrefixTree.build(sixty, END);

  it('asks clearly fewer steps than a full walk when K is small', async () => {
    const model = randomModel(3, 50);
    const all = await bestFirstSearch(model, treeOfSixty, { ...options, count: 60 });
    const top = await bestFirstSearch(model, treeOfSixty, { ...options, count: 1 });
    expect(top.steps).toBeLessThan(all.steps * 0.7);
    expect(top.entities[0]).toEqual(all.entities[0]);
  });

  it('says what is proved and what not when the steps run out, and keeps what it has', async () => {
    const all = await bestFirstSearch(randomModel(1, 50), treeOfSixty, { ...options, count: 60 });
    for (const maxSteps of [0, 1, 13, 40, all.steps - 1]) {
      const found = await bestFirstSearch(randomModel(1, 50), treeOfSixty, { ...options, count: 60, maxSteps });
      expect(found).toMatchObject({ exact: false, endedBy: 'steps' });
      expect(found.steps).toBeLessThanOrEqual(maxSteps);
      expect(found.entities.slice(0, found.proved)).toEqual(all.entities.slice(0, found.proved));
    }
    expect(await bestFirstSearch(randomModel(1, 50), treeOfSixty, { ...options, count: 60, maxSteps: all.steps })).toEqual(all);
  });

  it('handles an empty vocabulary, a filter that leaves nothing, K = 0, and names of one and of thirty tokens', async () => {
    const nothing = { entities: [], steps: 0, exact: true, proved: 0 };
    expect(await bestFirstSearch(randomModel(1), PrefixTree.build([], END), { ...options, count: 5 })).toMatchObject(nothing);
    expect(await bestFirstSearch(randomModel(1), treeOfSixty, { ...options, count: 5, only: new Set() })).toMatchObject(nothing);
    expect(await bestFirstSearch(randomModel(1), treeOfSixty, { ...options, count: 0 })).toMatchObject(nothing);
    const long = Array.from({ length: 30 }, (_, i) => i);
    const tree = PrefixTree.build([{ entityId: 'short', tokens: [1] }, { entityId: 'long', tokens: long }], END); // prettier-ignore
    const { entities } = await bestFirstSearch(randomModel(1), tree, { ...options, count: 9 });
    expect(entities.map(({ entityId, length }) => [entityId, length])).toEqual([
      ['short', 2],
      ['long', 31],
    ]);
  });

  it('never asks about what goes on from an impossible token, and never returns it', async () => {
    const keys = [
      { entityId: 'possible', tokens: [1] },
      { entityId: 'impossible', tokens: [2, 3, 4] },
    ];
    const paths: (readonly number[])[] = [];
    const model: TokenModel = {
      ...randomModel(1),
      logProbabilities: async (requests) => {
        paths.push(...requests.map(({ path }) => path));
        return requests.map(({ allowed }) => Float64Array.from(allowed, (token) => (token === 2 ? -Infinity : -1)));
      },
    };
    const found = await bestFirstSearch(model, PrefixTree.build(keys, END), { ...options, count: 5 });
    expect(found).toMatchObject({ exact: true, entities: [{ entityId: 'possible' }] });
    expect(paths).toEqual([[], [1]]);
  });

  it.each([Number.NaN, Infinity, 0.5])('refuses a log-probability of %p, naming the token and the path', async (value) => {
    const model: TokenModel = {
      ...randomModel(1),
      logProbabilities: async (requests) =>
        requests.map(({ path, allowed }) => Float64Array.from(allowed, () => (path.length === 1 ? value : -1))),
    };
    await expect(
      bestFirstSearch(model, PrefixTree.build([{ entityId: 'e', tokens: [5, 6] }], END), { ...options, count: 5 }),
    ).rejects.toMatchObject({
      name: 'RankingError',
      code: 'INVALID_NUMBER',
      field: 'log-probability of token 6 after path [5]',
      value,
    });
  });

  it('stops with the reason of the signal', async () => {
    const controller = new AbortController();
    const model = randomModel(1);
    const search = bestFirstSearch(model, treeOfSixty, {
      ...options,
      count: 60,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(search).rejects.toThrow('enough');
    expect(model.steps).toBeLessThan(10);
  });

  it.each([
    ['count', { count: -1 }],
    ['count', { count: 1.5 }],
    ['alpha', { alpha: Number.NaN }],
    ['alpha', { alpha: -0.1 }],
    ['maxSteps', { maxSteps: Number.NaN }],
    ['maxSteps', { maxSteps: -1 }],
  ])('refuses a wrong %s: %p', async (field, wrong) => {
    await expect(bestFirstSearch(randomModel(1), treeOfSixty, { ...options, count: 5, ...wrong })).rejects.toMatchObject({
      name: 'RankingError',
      field,
    });
  });

  it('tells the model what comes next, the soonest first, and leaves out what goes on from the prompt', async () => {
    const model = randomModel(3, 50, 4);
    const expected: (readonly number[])[][] = [];
    await bestFirstSearch({ ...model, expect: (given, paths) => (expect(given).toBe(prompt), expected.push([...paths])) }, treeOfSixty, {
      ...options,
      count: 60,
    });
    expect(expected[0]).toEqual([]);
    expect(expected.at(-1)).toEqual([]);
    expect(expected.flat().every((path) => path.length > 1)).toBe(true);
    // Batch 3 is asked after its hints were given: the first of them are asked in batch 4, unless batch 3 brings up something better.
    const fourth = (model.batches[4] ?? []).map(({ path }) => path.join());
    expect(fourth).toContain((expected[3]?.[0] ?? []).join());
  });
});

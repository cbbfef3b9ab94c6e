import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { logOf } from '../testing/all-names.js';
import { END, vocabularies } from '../testing/name-arbitraries.js';
import { randomModel } from '../testing/random-model.js';
import { emptyPrior, fillPrior } from './prior.js';
import { walkPrior } from './walk-prior.js';

const prompt = [3];
const keys = Array.from({ length: 50 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 5, 10 + (i % 9), 30 + i] }));
const tree = PrefixTree.build(keys, END);
const inner = 1 + 5 + 45 + 50;

describe('walkPrior', () => {
  it('learns the log-probability of every name by brute force, asking once about each inner node', async () => {
    await fc.assert(
      fc.asyncProperty(vocabularies, fc.integer(), fc.boolean(), fc.constantFrom(0, 9), async (list, seed, renormalise, impossible) => {
        const model = randomModel(seed, 3, 4, impossible);
        const searched = PrefixTree.build(list, END);
        const prior = emptyPrior(searched);
        const steps = await walkPrior(model, searched, prior, { prompt, renormalise });
        expect(steps).toBe(model.asked.length);
        const questions = model.asked.map(({ path, allowed }) => `${path.join()} ${allowed.join()}`);
        expect(new Set(questions).size).toBe(questions.length);
        expect(prior.some((value) => Number.isNaN(value))).toBe(false);
        const paths = list.map(({ tokens }) => [...tokens, END]);
        for (const { tokens } of list) {
          const value = prior[searched.find(tokens) as number] as number;
          const expected = await logOf(model, prompt, [...tokens, END], paths, renormalise);
          if (expected === -Infinity) expect(value).toBe(-Infinity);
          else expect(value).toBeCloseTo(expected, 3);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('asks only about what is not known yet: after a lazy fill, after a cancelled walk, and not at all the second time', async () => {
    const model = randomModel(5);
    const prior = emptyPrior(tree);
    const lazily = await fillPrior(model, tree, prior, prompt, [tree.find([0, 10, 30]) as number]);
    const stop = new AbortController();
    const cancelled = walkPrior(model, tree, prior, {
      prompt,
      signal: stop.signal,
      onProgress: (done) => done > 20 && stop.abort(new Error('enough')),
    });
    await expect(cancelled).rejects.toThrow('enough');
    const learnt = model.steps - lazily;
    expect(learnt).toBeGreaterThan(10);
    expect(await walkPrior(model, tree, prior, { prompt })).toBe(inner - lazily - learnt);
    expect(await walkPrior(model, tree, prior, { prompt })).toBe(0);
  });

  it('says how far it is, up to all inner nodes', async () => {
    const progress: number[] = [];
    await walkPrior(randomModel(5), tree, emptyPrior(tree), {
      prompt,
      onProgress: (done, total) => (expect(total).toBe(inner), progress.push(done)),
    });
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress[0]).toBe(1);
    expect(progress.at(-1)).toBe(inner);
  });

  it('goes on from what it asked last, and tells the model so', async () => {
    const model = randomModel(5, 5, 4);
    const hints: (readonly number[])[][] = [];
    await walkPrior({ ...model, expect: (_, paths) => hints.push([...paths]) }, tree, emptyPrior(tree), { prompt });
    const batches = model.batches.map((requests) => requests.map(({ path }) => path));
    for (const [i, batch] of batches.entries()) {
      for (const path of batch.filter(({ length }) => length > 1)) {
        const parent = path.slice(0, -1).join();
        const askedIn = batches.findIndex((earlier) => earlier.some((other) => other.join() === parent));
        expect(askedIn).toBeLessThan(i);
        // From then on every hint says that something goes on from there.
        for (const paths of hints.slice(askedIn + 1, i)) expect(paths.map((next) => next.slice(0, -1).join())).toContain(parent);
      }
    }
  });

  it('refuses the prior of another tree', async () => {
    await expect(walkPrior(randomModel(1), tree, new Float32Array(3), { prompt })).rejects.toMatchObject({
      code: 'INVALID_SETTING',
      field: 'prior.length',
    });
  });
});

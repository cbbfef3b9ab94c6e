import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch } from './best-first-search.js';
import { calibrate, emptyPrior, fillPrior } from './prior.js';

const keys = Array.from({ length: 50 }, (_, i) => ({ entityId: `e${String(i).padStart(2, '0')}`, tokens: [i % 5, 10 + (i % 9), 30 + i] }));
const tree = PrefixTree.build(keys, 99);
const search = { prompt: [1, 2], count: 50, alpha: 0.6, exclude: new Set<string>(), maxSteps: 1e6 };

describe('prior calibration', () => {
  it('learns the same values lazily as by a full search under the neutral prompt', async () => {
    const model = randomModel(5, 50);
    const neutral = await bestFirstSearch(model, tree, { ...search, prompt: [3] });
    const prior = emptyPrior(tree);
    await fillPrior(
      model,
      tree,
      prior,
      [3],
      neutral.entities.map((entity) => entity.leaf),
    );
    for (const entity of neutral.entities) expect(prior[entity.leaf]).toBeCloseTo(entity.logProbability, 4);
  });

  it('learns, for renormalised probabilities, the same values as a renormalised search, without asking about only children', async () => {
    const model = randomModel(5, 50);
    const neutral = await bestFirstSearch(model, tree, { ...search, prompt: [3], renormalise: true });
    const prior = emptyPrior(tree);
    const leaves = neutral.entities.map((entity) => entity.leaf);
    const steps = await fillPrior(model, tree, prior, [3], leaves, undefined, true);
    for (const entity of neutral.entities) expect(prior[entity.leaf]).toBeCloseTo(entity.logProbability, 4);
    expect(steps).toBeLessThan(await fillPrior(model, tree, emptyPrior(tree), [3], leaves));
  });

  it('asks only for what is not known yet', async () => {
    const model = randomModel(5);
    const prior = emptyPrior(tree);
    const some = [tree.find([0, 10, 30]) as number];
    expect(await fillPrior(model, tree, prior, [3], some)).toBe(4);
    expect(await fillPrior(model, tree, prior, [3], some)).toBe(0);
  });

  it('leaves the order alone for λ = 0, and prefers what the seeds made more likely than usual', async () => {
    const model = randomModel(5, 50);
    const found = await bestFirstSearch(model, tree, search);
    const prior = emptyPrior(tree);
    await fillPrior(
      model,
      tree,
      prior,
      [3],
      found.entities.map((entity) => entity.leaf),
    );
    expect(calibrate(found.entities, prior, 0, 0.6)).toEqual(found.entities);
    const self = await bestFirstSearch(model, tree, { ...search, prompt: [3] });
    const cancelled = calibrate(self.entities, prior, 1, 0.6);
    for (const entity of cancelled) expect(entity.score).toBeCloseTo(0, 4);
  });
});

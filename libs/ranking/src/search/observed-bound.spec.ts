import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { END, vocabularies } from '../testing/name-arbitraries.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch } from './best-first-search.js';
import { LeafScoring } from './leaf-scoring.js';
import { lengthPenalty } from './length-penalty.js';
import { ObservedBound, type ObservedBoundOptions } from './observed-bound.js';
import { emptyPrior } from './prior.js';
import { SearchSpace } from './search-space.js';
import { walkPrior } from './walk-prior.js';

const tree = PrefixTree.build([{ entityId: 'e', tokens: [1, 2, 3] }], END);
const everything = { exclude: new Set<string>() };
/** log P0: −1 for the first token, −4 for the second, −2 for the third, −3 for the end. */
const prior = Float32Array.of(0, -1, -5, -7, -10);

function bound(settings: object = {}) {
  const scoring = new LeafScoring(new SearchSpace(tree, everything), 0.6);
  return { scoring, observed: new ObservedBound(new SearchSpace(tree, everything), scoring, { prior, ...settings }) };
}

describe('ObservedBound', () => {
  it('puts in what the neutral prompt says of the tokens to come plus the slack, at most 0 a token', () => {
    const { scoring, observed } = bound({ initialSlack: 2.5, endSlack: 0.5 });
    // After the first token: −4 + 2.5, min(0, −2 + 2.5), −3 + 0.5.
    expect(scoring.bound(1, -1)).toBeCloseTo((-1 - 1.5 - 0 - 2.5) / lengthPenalty(4, 0.6), 10);
    expect(scoring.bound(3, -6)).toBeCloseTo((-6 - 2.5) / lengthPenalty(4, 0.6), 10);
    expect(scoring.admissibleBound(1, -1)).toBeCloseTo(-1 / lengthPenalty(4, 0.6), 10);
    expect(observed.assumption).toEqual({ slack: 2.5, endSlack: 0.5, quantile: 0.5, observations: 0 });
  });

  it('takes the slack from a quantile of what the seeds added on the way to the best names', () => {
    const { scoring, observed } = bound({ fewest: 2, quantile: 0.5, initialSlack: 5 });
    // The first token does not count; the second gained 3, the third 1.
    [0, -0.5, -1.5, -2.5, -3].forEach((sum, node) => observed.note(node, sum));
    expect(observed.learn([4])).toBe(true);
    expect(observed.assumption).toMatchObject({ slack: 3, observations: 2 });
    expect(scoring.bound(1, -1)).toBeCloseTo((-1 - 1 - 0 - 2.5) / lengthPenalty(4, 0.6), 10);
    expect(observed.learn([4])).toBe(false);
  });

  it.each<[Partial<ObservedBoundOptions>, number, string]>([
    [{ fewest: 3 }, 5, 'too few observations'],
    [{ fewest: 2, highest: 2 }, 2, 'more than the highest'],
    [{ fewest: 2, quantile: 0, lowest: 1.5 }, 1.5, 'less than the lowest'],
  ])('with %p keeps the slack at %p: %s', (settings, slack) => {
    const { observed } = bound({ initialSlack: 5, ...settings });
    [0, -0.5, -1.5, -2.5, -3].forEach((sum, node) => observed.note(node, sum));
    observed.learn([4]);
    expect(observed.assumption.slack).toBe(slack);
    observed.learn([]);
    expect(observed.assumption.slack).toBe(slack);
  });

  it.each([
    [{ quantile: 1.1 }, 'INVALID_SETTING', 'quantile'],
    [{ lowest: 2, highest: 1 }, 'INVALID_SETTING', 'lowest'],
    [{ initialSlack: Number.NaN }, 'INVALID_NUMBER', 'initialSlack'],
    [{ prior: new Float32Array(2) }, 'INVALID_SETTING', 'prior.length'],
    [{ prior: Float32Array.of(0, -1, Number.NaN, -7, -10) }, 'INVALID_NUMBER', 'prior of node 2'],
  ])('refuses %p', (settings, code, field) => {
    expect(() => bound(settings)).toThrow(expect.objectContaining({ name: 'RankingError', code, field }));
  });
});

describe('a search by the observed bound', () => {
  const options = { prompt: [7], alpha: 0.6, exclude: new Set<string>(), maxSteps: 1e6 };

  it('is exact when the slack covers everything, and says so only when that is proved', async () => {
    await fc.assert(
      fc.asyncProperty(
        vocabularies,
        fc.integer(),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(0.5, 1, 60),
        async (keys, seed, count, slack) => {
          const model = randomModel(seed, 4);
          const searched = PrefixTree.build(keys, END);
          const neutral = emptyPrior(searched);
          await walkPrior(model, searched, neutral, { prompt: [3] });
          const exact = await bestFirstSearch(model, searched, { ...options, count });
          const observed = { prior: neutral, initialSlack: slack, fewest: 1e9, endSlack: slack };
          const found = await bestFirstSearch(model, searched, { ...options, count, observed });
          expect(found).toMatchObject({ bound: 'observed', assumed: { slack, endSlack: slack, observations: 0 } });
          expect(found.steps).toBeLessThanOrEqual(exact.steps + model.batchSize);
          const scores = (entities: typeof found.entities) => entities.map(({ score }) => score.toFixed(9));
          expect(scores(found.entities.slice(0, found.proved))).toEqual(scores(exact.entities.slice(0, found.proved)));
          if (slack === 60) expect(scores(found.entities)).toEqual(scores(exact.entities));
          if (found.exact) expect(scores(found.entities)).toEqual(scores(exact.entities));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('asks fewer steps, and says that it did not prove its result', async () => {
    const keys = Array.from({ length: 200 }, (_, i) => ({ entityId: `e${i}`, tokens: [i % 40, i % 7, i % 3, i % 60] }));
    const model = randomModel(2, 50);
    const searched = PrefixTree.build(keys, END);
    const neutral = emptyPrior(searched);
    await walkPrior(model, searched, neutral, { prompt: [3] });
    const exact = await bestFirstSearch(model, searched, { ...options, count: 10 });
    const found = await bestFirstSearch(model, searched, { ...options, count: 10, observed: { prior: neutral } });
    expect(found).toMatchObject({ exact: false, endedBy: 'bound', bound: 'observed' });
    expect(found.steps).toBeLessThan(exact.steps * 0.8);
    expect(found.proved).toBeLessThan(10);
  });
});

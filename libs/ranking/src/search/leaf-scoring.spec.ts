import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { END, someIds, vocabularies } from '../testing/name-arbitraries.js';
import { LeafScoring } from './leaf-scoring.js';
import { lengthPenalty } from './length-penalty.js';
import { SearchSpace } from './search-space.js';

const everything = { exclude: new Set<string>() };

/** Any cumulative log-probabilities: falling from the root on. */
function madeUpPrior(tree: PrefixTree, steps: readonly number[]): Float32Array {
  const prior = new Float32Array(tree.nodeCount);
  for (let node = 0; node < tree.nodeCount; node++) {
    for (const child of tree.children(node)) prior[child] = (prior[node] as number) - (steps[child % steps.length] as number);
  }
  return prior;
}
const falls = fc.array(fc.float({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('LeafScoring', () => {
  it('scores by the calibrated formula, and bounds by the best that a name below could reach', () => {
    fc.assert(
      fc.property(
        vocabularies,
        falls,
        someIds,
        fc.constantFrom(0, 0.6),
        fc.constantFrom(0.25, 2),
        (keys, steps, exclude, alpha, lambda) => {
          const tree = PrefixTree.build(keys, END);
          const prior = madeUpPrior(tree, steps);
          const space = new SearchSpace(tree, { exclude });
          const scoring = new LeafScoring(space, alpha, { prior, lambda });
          for (let node = 0; node < tree.nodeCount; node++) {
            let best = -Infinity;
            for (let leaf = node; leaf < node + tree.subtreeSize(node); leaf++) {
              if (!tree.isLeaf(leaf) || space.entitiesAt(leaf).length === 0) continue;
              const expected = (-1.5 - lambda * (prior[leaf] as number)) / lengthPenalty(tree.depthOf(leaf), alpha);
              expect(scoring.score(leaf, -1.5)).toBeCloseTo(expected, 10);
              best = Math.max(best, scoring.score(leaf, -1.5));
            }
            expect(scoring.bound(node, -1.5)).toBe(best);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never lets the bound rise from a prefix to what goes on from it', () => {
    fc.assert(
      fc.property(vocabularies, falls, fc.double({ min: 0, max: 5, noNaN: true }), (keys, steps, cost) => {
        const tree = PrefixTree.build(keys, END);
        const scoring = new LeafScoring(new SearchSpace(tree, everything), 0.6, { prior: madeUpPrior(tree, steps), lambda: 0.5 });
        for (let node = 0; node < tree.nodeCount; node++) {
          for (const child of tree.children(node)) expect(scoring.bound(child, -2 - cost)).toBeLessThanOrEqual(scoring.bound(node, -2));
        }
      }),
      { numRuns: 60 },
    );
  });

  const tree = PrefixTree.build([{ entityId: 'e', tokens: [1, 2] }], END);
  it.each([
    ['an unknown prior', { prior: new Float32Array(tree.nodeCount).fill(Number.NaN), lambda: 1 }, 'INVALID_NUMBER', 'prior of node 3'],
    ['an impossible name', { prior: Float32Array.of(0, -1, -1, -Infinity), lambda: 1 }, 'INVALID_NUMBER', 'prior of node 3'],
    ['a prior of another tree', { prior: new Float32Array(9), lambda: 1 }, 'INVALID_SETTING', 'prior.length'],
    ['a negative weight', { prior: new Float32Array(tree.nodeCount), lambda: -1 }, 'INVALID_SETTING', 'lambda'],
    ['a weight that is no number', { prior: new Float32Array(tree.nodeCount), lambda: Number.NaN }, 'INVALID_NUMBER', 'lambda'],
  ])('refuses %s', (_, calibration, code, field) => {
    const scoring = () => new LeafScoring(new SearchSpace(tree, everything), 0.6, calibration);
    expect(scoring).toThrow(expect.objectContaining({ name: 'RankingError', code, field }));
  });

  it('needs no prior of names that are not searched for', () => {
    const two = PrefixTree.build([{ entityId: 'a', tokens: [1] }, { entityId: 'b', tokens: [2] }], END); // prettier-ignore
    const prior = Float32Array.of(0, -1, -2, Number.NaN, Number.NaN);
    const space = new SearchSpace(two, { exclude: new Set(['b']) });
    expect(new LeafScoring(space, 0, { prior, lambda: 1 }).bound(0, -3)).toBe(-1);
  });
});

import fc from 'fast-check';
import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { END, someIds, vocabularies } from '../testing/name-arbitraries.js';
import { lengthPenalty } from './length-penalty.js';
import { plainScoring } from './name-scoring.js';
import { SearchSpace } from './search-space.js';

describe('plainScoring', () => {
  it('bounds every name below a prefix, whatever the rest of it costs, and no looser than by the longest name left', () => {
    fc.assert(
      fc.property(
        vocabularies,
        fc.option(someIds),
        fc.constantFrom(0, 0.6, 2),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (keys, filter, alpha, cost) => {
          const tree = PrefixTree.build(keys, END);
          const space = new SearchSpace(tree, { exclude: new Set(), ...(filter && { only: filter }) });
          const scoring = plainScoring(space, alpha);
          for (let node = 0; node < tree.nodeCount; node++) {
            if (!space.isLive(node)) continue;
            const bound = scoring.bound(node, -cost);
            let best = -Infinity;
            for (let leaf = node; leaf < node + tree.subtreeSize(node); leaf++) {
              if (!tree.isLeaf(leaf) || !space.isLive(leaf)) continue;
              best = Math.max(best, scoring.score(leaf, -cost));
              expect(scoring.score(leaf, -cost)).toBe(-cost / lengthPenalty(tree.depthOf(leaf), alpha));
            }
            expect(best).toBe(bound);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

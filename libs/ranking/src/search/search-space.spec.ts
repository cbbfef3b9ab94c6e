import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { SearchSpace } from './search-space.js';

const END = 99;
const tree = PrefixTree.build(
  [
    { entityId: 'a', tokens: [1] },
    { entityId: 'ab', tokens: [1, 2] },
    { entityId: 'long', tokens: [3, 4, 5, 6] },
    { entityId: 'other long', tokens: [3, 4, 5, 6] },
    { entityId: 'comma', tokens: [7] },
    { entityId: 'comma within', tokens: [7, END, 8] },
  ],
  END,
);
const none = new Set<string>();
const at = (...tokens: number[]) => tree.findPrefix(tokens) as number;

describe('SearchSpace', () => {
  it('is the whole tree without a filter; excluded entities are only not returned', () => {
    const space = new SearchSpace(tree, { exclude: new Set(['a', 'long']) });
    expect(space.choice(0).allowed).toEqual([1, 3, 7]);
    expect(space.longestBelow(0)).toBe(5);
    expect(space.entitiesAt(tree.find([3, 4, 5, 6]) as number)).toEqual(['other long']);
    expect(space.entitiesAt(tree.find([1]) as number)).toEqual([]);
  });

  it('is what leads to the entities of a filter that are not excluded, with bounds to match', () => {
    const space = new SearchSpace(tree, { exclude: new Set(['ab']), only: new Set(['a', 'ab', 'comma']) });
    expect(space.choice(0).allowed).toEqual([1, 7]);
    expect(space.choice(at(1)).allowed).toEqual([END]);
    expect(space.longestBelow(0)).toBe(2);
    expect(space.isEmpty).toBe(false);
    expect(new SearchSpace(tree, { exclude: new Set(['ab']), only: new Set(['ab']) }).isEmpty).toBe(true);
  });

  it('is certain of what alone is allowed, but only when probabilities are renormalised', () => {
    const renormalised = new SearchSpace(tree, { exclude: none, renormalise: true });
    expect([renormalised.isForced(at(3)), renormalised.isForced(at(1)), renormalised.isForced(0)]).toEqual([true, false, false]);
    expect(renormalised.isForced(at(7))).toBe(true);
    expect(new SearchSpace(tree, { exclude: none, renormalise: true, only: new Set(['ab']) }).isForced(at(1))).toBe(true);
    expect(new SearchSpace(tree, { exclude: none }).isForced(at(3))).toBe(false);
  });

  it('renormalises over different tokens: the end marker that ends one name and goes on in another counts once', () => {
    const space = new SearchSpace(tree, { exclude: none, renormalise: true });
    const both = { children: [1, 2, 3], allowed: [END, END, 100] };
    const values = space.probabilities(
      both,
      Float64Array.from([0.1, 0.1, 0.3], (p) => Math.log(p)),
    );
    expect([...values].map((value) => Math.exp(value).toFixed(6))).toEqual(['0.250000', '0.250000', '0.750000']);
  });

  it('leaves probabilities as they are when not renormalising, and where all are impossible', () => {
    const answer = Float64Array.from([-Infinity, -Infinity]);
    const choice = { children: [1, 2], allowed: [1, 2] };
    expect(new SearchSpace(tree, { exclude: none }).probabilities(choice, answer)).toBe(answer);
    expect([...new SearchSpace(tree, { exclude: none, renormalise: true }).probabilities(choice, answer)]).toEqual([-Infinity, -Infinity]);
  });
});

import fc from 'fast-check';
import { buildTree } from './build-tree.js';
import { ChildLookup, placeOfChild } from './child-lookup.js';
import { addKey } from './change-tree.js';
import { stepRank } from './tree-arrays.js';

const END = 40;

describe('looking up children', () => {
  it('finds every child of narrow and wide nodes, the first time and later, and nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 200, size: 'max' }), (tokens) => {
        // Below node 1, which token 7 leads to, are the tokens, and the end of [7] itself.
        const tree = buildTree(
          [{ entityId: 'end', tokens: [7] }, ...tokens.map((token) => ({ entityId: `e${token}`, tokens: [7, token] }))],
          END,
        );
        const lookup = new ChildLookup(tree);
        for (let visit = 0; visit < 2; visit++) {
          const found = Array.from({ length: 252 }, (_, token) => lookup.find(1, stepRank(token, false)));
          expect(found.flatMap((child, token) => (child > 0 ? [token] : []))).toEqual([...tokens].sort((a, b) => a - b));
          const children = found.filter((child) => child > 0);
          expect(children.map((child) => tree.tokens[child])).toEqual([...tokens].sort((a, b) => a - b));
          expect(children.every((child) => tree.spans[child] === 2 && tree.depths[child] === 2)).toBe(true);
          const leaf = lookup.find(1, stepRank(END, true));
          expect([tree.tokens[leaf], (tree.spans[leaf] as number) < 0, tree.depths[leaf]]).toEqual([END, true, 2]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names the place where a child that is missing belongs', () => {
    const tree = buildTree(
      [3, 5].map((token) => ({ entityId: `e${token}`, tokens: [token] })),
      END,
    );
    // 0 root, 1 token 3, 2 its end, 3 token 5, 4 its end
    expect([2, 3, 4, 5, 6].map((token) => placeOfChild(tree, 0, stepRank(token, false)))).toEqual([1, 1, 3, 3, 5]);
  });

  it('goes by the new numbers once it was told to forget', () => {
    const tree = buildTree(
      Array.from({ length: 200 }, (_, i) => ({ entityId: `e${i}`, tokens: [i + 1] })),
      END,
    );
    const lookup = new ChildLookup(tree);
    expect(lookup.find(0, stepRank(200, false))).toBe(399);
    addKey(tree, { entityId: 'first', tokens: [0] });
    lookup.forget();
    expect(lookup.find(0, stepRank(200, false))).toBe(401);
  });

  it('finds nothing below a leaf and in an empty tree', () => {
    const tree = buildTree([{ entityId: 'e', tokens: [1] }], END);
    expect(new ChildLookup(tree).find(2, stepRank(END, true))).toBe(-1);
    expect(new ChildLookup(buildTree([], END)).find(0, stepRank(1, false))).toBe(-1);
  });
});

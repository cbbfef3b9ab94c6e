import fc from 'fast-check';
import { PrefixTree } from './prefix-tree.js';

const END = 99;
const keys = fc
  .array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }), { maxLength: 40 })
  .map((list) => list.map((tokens, i) => ({ entityId: `e${i}`, tokens })));

function walk(tree: PrefixTree, node = 0, path: number[] = []): { path: number[]; ids: readonly string[] }[] {
  if (tree.isLeaf(node)) return [{ path, ids: tree.entitiesAt(node) }];
  return tree.children(node).flatMap((child) => walk(tree, child, [...path, tree.tokenOf(child)]));
}

describe('PrefixTree', () => {
  it('holds exactly the keys it was built from, each ended by the marker', () => {
    fc.assert(
      fc.property(keys, (list) => {
        const tree = PrefixTree.build(list, END);
        const held = walk(tree).flatMap(({ path, ids }) => ids.map((id) => `${id}:${path.join()}`));
        expect(held.sort()).toEqual(list.map((key) => `${key.entityId}:${[...key.tokens, END].join()}`).sort());
      }),
    );
  });

  it('knows the longest key below each node and the size of each subtree', () => {
    fc.assert(
      fc.property(keys, (list) => {
        const tree = PrefixTree.build(list, END);
        for (let node = 0; node < tree.nodeCount; node++) {
          const below = tree.children(node);
          expect(tree.subtreeSize(node)).toBe(1 + below.reduce((sum, child) => sum + tree.subtreeSize(child), 0));
          if (below.length > 0) expect(tree.longestBelow(node)).toBe(Math.max(...below.map((child) => tree.longestBelow(child))));
          else if (node > 0) expect(tree.longestBelow(node)).toBe(tree.depthOf(node));
        }
      }),
    );
  });

  it('ends a name that is the prefix of another, and keeps entities of equal names apart', () => {
    const tree = PrefixTree.build(
      [
        { entityId: 'cat', tokens: [1] },
        { entityId: 'cat fish', tokens: [1, 2] },
        { entityId: 'other cat', tokens: [1] },
      ],
      END,
    );
    expect(tree.entitiesAt(tree.find([1]) as number)).toEqual(['cat', 'other cat']);
    expect(tree.entitiesAt(tree.find([1, 2]) as number)).toEqual(['cat fish']);
    expect(tree.find([2])).toBeUndefined();
  });

  it('refuses a key without tokens, naming the entity', () => {
    expect(() => PrefixTree.build([{ entityId: 'ghost', tokens: [] }], END)).toThrow(/ghost/);
  });
});

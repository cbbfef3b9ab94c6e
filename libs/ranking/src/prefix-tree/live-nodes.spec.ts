import fc from 'fast-check';
import { liveNodes } from './live-nodes.js';
import { PrefixTree } from './prefix-tree.js';

const END = 2;
const keyLists = fc.array(
  fc.record({
    entityId: fc.integer({ min: 0, max: 9 }).map((i) => `e${i}`),
    tokens: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 40, size: 'max' },
);

/** Depths of the leaves at or below a node where an allowed entity ends, found by looking at all of them. */
function allowedDepths(tree: PrefixTree, node: number, allowed: ReadonlySet<string>): number[] {
  const below = tree.children(node).flatMap((child) => allowedDepths(tree, child, allowed));
  return tree.entitiesAt(node).some((id) => allowed.has(id)) ? [tree.depthOf(node), ...below] : below;
}

describe('liveNodes', () => {
  it('marks exactly the nodes above allowed entities, with their longest keys, as a full walk from every node finds them', () => {
    fc.assert(
      fc.property(keyLists, fc.subarray(['e0', 'e1', 'e2', 'e3', 'e4', 'stranger']), (keys, ids) => {
        const tree = PrefixTree.build(keys, END);
        const allowed = new Set(ids);
        const { live, longest, keyCount } = liveNodes(tree, allowed);
        const depths = Array.from(live, (_, node) => allowedDepths(tree, node, allowed));
        expect([...live]).toEqual(depths.map((list) => (list.length > 0 ? 1 : 0)));
        expect([...longest]).toEqual(depths.map((list) => Math.max(0, ...list)));
        expect(live).toHaveLength(tree.nodeCount);
        expect(keyCount).toBe([...tree.keys()].filter((key) => allowed.has(key.entityId)).length);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the lengths of the whole tree when everything is allowed, and is all zeros when nothing is', () => {
    fc.assert(
      fc.property(keyLists, (keys) => {
        const tree = PrefixTree.build(keys, END);
        const all = liveNodes(tree, () => true);
        expect([...all.longest]).toEqual(Array.from(all.longest, (_, node) => tree.longestBelow(node)));
        const none = liveNodes(tree, new Set());
        expect([none.keyCount, Math.max(...none.live), Math.max(...none.longest)]).toEqual([0, 0, 0]);
      }),
    );
  });

  it('takes a rule in place of a set', () => {
    const tree = PrefixTree.build(
      [
        { entityId: 'cat', tokens: [1] },
        { entityId: 'cat fish', tokens: [1, 3] },
      ],
      END,
    );
    expect(liveNodes(tree, (id) => id !== 'cat fish')).toEqual(liveNodes(tree, new Set(['cat'])));
    expect([...liveNodes(tree, (id) => id === 'cat').longest]).toEqual([2, 2, 2, 0, 0]);
  });
});

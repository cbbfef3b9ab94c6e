import fc from 'fast-check';
import { buildTree } from './build-tree.js';
import { addKey, removeKey } from './change-tree.js';
import { entityList, type TreeArrays } from './tree-arrays.js';
import type { TreeKey } from './tree-key.js';

const END = 2;
const keyOf: fc.Arbitrary<TreeKey> = fc.record({
  entityId: fc.integer({ min: 0, max: 3 }).map((i) => `e${i}`),
  tokens: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
});
/** Changes draw from a few keys, so that many of them remove a key that is there, or add one that was removed. */
const pools = fc.array(keyOf, { minLength: 1, maxLength: 25, size: 'max' });
const changes = fc.array(fc.record({ adds: fc.boolean(), pick: fc.nat(1000) }), { maxLength: 50, size: 'max' });

/** Everything about a tree but the numbers of its entries, which depend on its history. As text, because whole trees are compared often. */
function contents(tree: TreeArrays): string {
  const { nodeCount, keyCount } = tree;
  const [tokens, depths, longest, spans] = [tree.tokens, tree.depths, tree.longest, tree.spans].map((array) => [
    ...array.subarray(0, nodeCount),
  ]);
  const entities = (spans as number[]).map((span) => (span < 0 ? entityList(tree.entries[-1 - span] as string) : []));
  const sizes = (spans as number[]).map((span) => Math.max(span, 1));
  return JSON.stringify({ nodeCount, keyCount, tokens, depths, longest, sizes, entities });
}

const text = (key: TreeKey): string => JSON.stringify(key);

describe('addKey and removeKey', () => {
  it('leave, after any changes, the tree that is built anew from the keys that are left', () => {
    fc.assert(
      fc.property(pools, fc.nat(25), changes, (pool, started, steps) => {
        const start = pool.slice(0, started);
        const tree = buildTree(start, END);
        const left = new Map(start.map((key) => [text(key), key]));
        for (const { adds, pick } of steps) {
          const key = pool[pick % pool.length] as TreeKey;
          const before = tree.nodeCount;
          const there = left.has(text(key));
          const change = adds ? addKey(tree, key) : removeKey(tree, key);
          expect(change.outcome).toBe(adds ? (there ? 'present' : 'added') : there ? 'removed' : 'absent');
          expect(change.nodeCount).toBe(tree.nodeCount);
          expect(before + change.inserted - change.removed).toBe(tree.nodeCount);
          if (adds) left.set(text(key), key);
          else left.delete(text(key));
          expect(contents(tree)).toBe(contents(buildTree([...left.values()], END)));
        }
        expect(tree.entries.length - tree.freeEntries.length).toBe(
          [...tree.spans.subarray(0, tree.nodeCount)].filter((span) => span < 0).length,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('take every key out of a tree and put it back', () => {
    fc.assert(
      fc.property(fc.array(keyOf, { maxLength: 40, size: 'max' }), (keys) => {
        const tree = buildTree(keys, END);
        const full = contents(tree);
        for (const key of keys) removeKey(tree, key);
        expect(contents(tree)).toBe(contents(buildTree([], END)));
        for (const key of keys) addKey(tree, key);
        expect(contents(tree)).toBe(full);
      }),
    );
  });

  it('say where nodes came and went', () => {
    // 0 root, 1 token 5, 2 end
    const tree = buildTree([{ entityId: 'a', tokens: [5] }], END);
    const [added, other, same] = [
      { entityId: 'b', tokens: [5, 6, 7] },
      { entityId: 'c', tokens: [5] },
      { entityId: 'a', tokens: [5] },
    ];
    expect(addKey(tree, added)).toEqual({ outcome: 'added', node: 3, inserted: 3, removed: 0, nodeCount: 6 });
    expect(addKey(tree, other)).toEqual({ outcome: 'added', node: 2, inserted: 0, removed: 0, nodeCount: 6 });
    expect(addKey(tree, same)).toEqual({ outcome: 'present', node: 2, inserted: 0, removed: 0, nodeCount: 6 });
    expect(removeKey(tree, other)).toEqual({ outcome: 'removed', node: 2, inserted: 0, removed: 0, nodeCount: 6 });
    expect(removeKey(tree, other)).toEqual({ outcome: 'absent', node: -1, inserted: 0, removed: 0, nodeCount: 6 });
    expect(removeKey(tree, { entityId: 'b', tokens: [5, 6] })).toMatchObject({ outcome: 'absent' });
    expect(removeKey(tree, added)).toEqual({ outcome: 'removed', node: 3, inserted: 0, removed: 3, nodeCount: 3 });
  });

  it('know the longest name that is left when a longest one goes', () => {
    const keys = [[0], [1, 0], [3, 0, 0], [4, 0, 0]].map((tokens) => ({ entityId: 'e', tokens }));
    const tree = buildTree(keys, END);
    const longest = keys.toReversed().map((key) => {
      removeKey(tree, key);
      return tree.longest[0];
    });
    expect(longest).toEqual([4, 3, 2, 0]);
  });

  it('keep room for more instead of growing with every key, and reuse the entries of names that went', () => {
    const tree = buildTree(
      Array.from({ length: 200 }, (_, i) => ({ entityId: `e${i}`, tokens: [i] })),
      END,
    );
    const capacities = new Set<number>();
    for (let i = 200; i < 230; i++) {
      addKey(tree, { entityId: `e${i}`, tokens: [i] });
      capacities.add(tree.tokens.length);
    }
    expect(capacities.size).toBeLessThanOrEqual(2);
    for (let i = 0; i < 50; i++) removeKey(tree, { entityId: `e${i}`, tokens: [i] });
    for (let i = 0; i < 50; i++) addKey(tree, { entityId: `new${i}`, tokens: [i] });
    expect(tree.entries).toHaveLength(230);
  });

  it('refuse keys that no tree can hold, and leave the tree as it was', () => {
    const tree = buildTree([{ entityId: 'a', tokens: [5] }], END);
    const before = contents(tree);
    for (const tokens of [[], [5, -1], [5, Number.NaN]]) {
      expect(() => addKey(tree, { entityId: 'a', tokens })).toThrow(expect.objectContaining({ code: 'INVALID_KEY' }));
      expect(() => removeKey(tree, { entityId: 'a', tokens })).toThrow(expect.objectContaining({ code: 'INVALID_KEY' }));
    }
    expect(contents(tree)).toBe(before);
  });
});

import fc from 'fast-check';
import { PrefixTree, type TreeKey } from './prefix-tree.js';
import { spliceNodeValues } from './splice-node-values.js';

const END = 2;
const keyOf = fc.record({
  entityId: fc.constantFrom('a', 'b'),
  tokens: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
});

/** What each node stands for: its tokens, and whether a name ends there. */
function pathsOf(tree: PrefixTree): string[] {
  const path: number[] = [];
  return Array.from({ length: tree.nodeCount }, (_, node) => {
    path.length = Math.max(0, tree.depthOf(node) - 1);
    if (node > 0) path.push(tree.tokenOf(node));
    return `${path.join()}${tree.isLeaf(node) ? '.' : ''}`;
  });
}

describe('spliceNodeValues', () => {
  it('lets every node that stays keep its value, and fills those that came, over any changes', () => {
    fc.assert(
      fc.property(
        // Changes draw from a few keys, so that many of them remove a key that is there.
        fc.array(keyOf, { minLength: 1, maxLength: 15, size: 'max' }),
        fc.nat(15),
        fc.array(fc.tuple(fc.boolean(), fc.nat(1000)), { maxLength: 30, size: 'max' }),
        (pool, started, steps) => {
          const tree = PrefixTree.build(pool.slice(0, started), END);
          let values = Float32Array.from({ length: tree.nodeCount }, (_, node) => node);
          let expected = new Map(pathsOf(tree).map((path, node) => [path, node]));
          for (const [adds, pick] of steps) {
            const key = pool[pick % pool.length] as TreeKey;
            values = spliceNodeValues(values, adds ? tree.add(key) : tree.remove(key), -1);
            const paths = pathsOf(tree);
            expected = new Map(paths.map((path) => [path, expected.get(path) ?? -1]));
            expect([...values]).toEqual(paths.map((path) => expected.get(path)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the kind of the array, and gives the same one back when no node came or went', () => {
    const tree = PrefixTree.build([{ entityId: 'a', tokens: [1] }], END);
    const values = new Uint16Array([7, 8, 9]);
    expect(spliceNodeValues(values, tree.add({ entityId: 'b', tokens: [1] }), 0)).toBe(values);
    expect(spliceNodeValues(values, tree.add({ entityId: 'b', tokens: [0] }), 0)).toEqual(new Uint16Array([7, 0, 0, 8, 9]));
    const prior = new Float64Array([0, -1, -2, -3, -4]);
    expect(spliceNodeValues(prior, tree.add({ entityId: 'b', tokens: [3] }), Number.NaN).slice(-2)).toEqual(new Float64Array([NaN, NaN]));
  });

  it('refuses values of another state of the tree, so that a change that was left out is noticed', () => {
    const tree = PrefixTree.build([{ entityId: 'a', tokens: [1] }], END);
    const values = new Float32Array(tree.nodeCount);
    tree.add({ entityId: 'b', tokens: [0] });
    expect(() => spliceNodeValues(values, tree.add({ entityId: 'c', tokens: [3] }), 0)).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: 'values.length', value: 3 }),
    );
  });
});

import fc from 'fast-check';
import { buildTree } from './build-tree.js';
import { entityList, type TreeArrays } from './tree-arrays.js';
import type { TreeKey } from './tree-key.js';

const END = 2;
/** Few tokens, the end marker among them, and few entities: shared prefixes, equal forms and repeated keys are common. */
const keyLists = fc.array(
  fc.record({
    entityId: fc.integer({ min: 0, max: 9 }).map((i) => `e${i}`),
    tokens: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 40, size: 'max' },
);

/** The tree as objects, made in another way: branch by branch in maps. */
interface Branch {
  readonly inner: Map<number, Branch>;
  readonly ends: Set<string>;
}

interface Row {
  readonly token: number;
  readonly depth: number;
  readonly size: number;
  readonly longest: number;
  readonly ids: readonly string[];
}

function plant(keys: readonly TreeKey[]): Branch {
  const root: Branch = { inner: new Map(), ends: new Set() };
  for (const { entityId, tokens } of keys) {
    let at = root;
    for (const token of tokens) {
      const next = at.inner.get(token) ?? { inner: new Map<number, Branch>(), ends: new Set<string>() };
      at.inner.set(token, next);
      at = next;
    }
    at.ends.add(entityId);
  }
  return root;
}

function rowsOf(branch: Branch, token = -1, depth = 0): Row[] {
  const leaf = branch.ends.size > 0 ? [{ token: END, depth: depth + 1, size: 1, longest: depth + 1, ids: [...branch.ends].sort() }] : [];
  const steps = [...branch.inner].sort(([a], [b]) => a - b);
  const rows = (from: (token: number) => boolean): Row[] =>
    steps.filter(([t]) => from(t)).flatMap(([t, next]) => rowsOf(next, t, depth + 1));
  const below = [...rows((t) => t < END), ...leaf, ...rows((t) => t >= END)];
  const longest = below.reduce((most, row) => Math.max(most, row.longest), 0);
  return [{ token, depth, size: below.length + 1, longest, ids: [] }, ...below];
}

function rowsIn(tree: TreeArrays): Row[] {
  return Array.from({ length: tree.nodeCount }, (_, node) => {
    const span = tree.spans[node] as number;
    return {
      token: tree.tokens[node] as number,
      depth: tree.depths[node] as number,
      size: span < 0 ? 1 : span,
      longest: tree.longest[node] as number,
      ids: span < 0 ? entityList(tree.entries[-1 - span] as string) : [],
    };
  });
}

describe('buildTree', () => {
  it('writes the same nodes in the same order as a tree that is grown branch by branch', () => {
    fc.assert(
      fc.property(keyLists, (keys) => {
        const tree = buildTree(keys, END);
        expect(rowsIn(tree)).toEqual(rowsOf(plant(keys)));
        expect(tree.keyCount).toBe(new Set(keys.map((key) => JSON.stringify([key.entityId, key.tokens]))).size);
        expect(tree.tokens).toHaveLength(tree.nodeCount);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the keys, and leaves them as they are', () => {
    fc.assert(
      fc.property(
        keyLists.chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length }))),
        ([keys, shuffled]) => {
          const before = JSON.stringify(shuffled);
          expect(buildTree(shuffled, END)).toEqual(buildTree(keys, END));
          expect(JSON.stringify(shuffled)).toBe(before);
        },
      ),
    );
  });

  it('gives a root alone for no keys', () => {
    expect(rowsIn(buildTree([], END))).toEqual([{ token: -1, depth: 0, size: 1, longest: 0, ids: [] }]);
  });

  it('takes the largest token and a key of 65,000 tokens', () => {
    const largest = 2 ** 31 - 1;
    const tree = buildTree(
      [
        { entityId: 'long', tokens: new Array<number>(65_000).fill(largest) },
        { entityId: 'short', tokens: [largest] },
      ],
      largest,
    );
    expect(tree.nodeCount).toBe(1 + 65_001 + 1);
    expect(tree.longest[0]).toBe(65_001);
    expect(rowsIn(tree)[2]).toEqual({ token: largest, depth: 2, size: 1, longest: 2, ids: ['short'] });
  });

  it('lists many entities of one form by id, each once', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => `e${String(i).padStart(4, '0')}`);
    const tree = buildTree(
      [...ids.toReversed(), ...ids].map((entityId) => ({ entityId, tokens: [5] })),
      END,
    );
    expect(rowsIn(tree).at(-1)?.ids).toEqual(ids);
    expect(tree.keyCount).toBe(5_000);
  });

  it('refuses bad keys, a bad end marker, and more tokens than nodes have numbers', () => {
    expect(() => buildTree([{ entityId: 'ghost', tokens: [] }], END)).toThrow(expect.objectContaining({ code: 'INVALID_KEY' }));
    expect(() => buildTree([{ entityId: 'ghost', tokens: [1, -1] }], END)).toThrow(/ghost is -1/);
    expect(() => buildTree([], Number.NaN)).toThrow(/endMarker is NaN/);
    const long = { entityId: 'e', tokens: new Array<number>(65_000).fill(1) };
    expect(() => buildTree(new Array<TreeKey>(33_100).fill(long), END)).toThrow(/Split the base/);
  });
});

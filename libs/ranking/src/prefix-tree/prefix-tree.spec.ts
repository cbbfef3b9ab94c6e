import fc from 'fast-check';
import { bestFirstSearch } from '../search/best-first-search.js';
import { randomModel } from '../testing/random-model.js';
import { PrefixTree, type TreeKey } from './prefix-tree.js';

const END = 99;
/** The last token of the alphabet is the end marker. */
const tokens = fc.array(fc.constantFrom(0, 1, 2, 3, END), { minLength: 1, maxLength: 6 });
const keyLists = fc
  .array(tokens, { maxLength: 40, size: 'max' })
  .map((list) => list.map((form, i) => ({ entityId: `e${i}`, tokens: form })));
const text = ({ entityId, tokens: form }: TreeKey): string => `${entityId}:${form.join()}`;
/** "Paris", "Paris, Texas", "Paris, Texas, USA" and "London", where END is the comma. */
const withCommas = [
  { entityId: 'city', tokens: [1] },
  { entityId: 'town', tokens: [1, END, 2] },
  { entityId: 'town with country', tokens: [1, END, 2, END, 3] },
  { entityId: 'other', tokens: [4] },
];

function walk(tree: PrefixTree, node = 0, path: number[] = []): { path: number[]; ids: readonly string[] }[] {
  if (tree.isLeaf(node)) return [{ path, ids: tree.entitiesAt(node) }];
  return tree.children(node).flatMap((child) => walk(tree, child, [...path, tree.tokenOf(child)]));
}

describe('PrefixTree', () => {
  it('holds exactly the keys it was built from, each ended by the marker', () => {
    fc.assert(
      fc.property(keyLists, (list) => {
        const tree = PrefixTree.build(list, END);
        const held = walk(tree).flatMap(({ path, ids }) => ids.map((id) => `${id}:${path.join()}`));
        expect(held.sort()).toEqual(list.map((key) => `${key.entityId}:${[...key.tokens, END].join()}`).sort());
        expect([...tree.keys()].map(text).sort()).toEqual(list.map(text).sort());
        expect(tree.keyCount).toBe(list.length);
      }),
    );
  });

  it('knows the longest key below each node and the size of each subtree', () => {
    fc.assert(
      fc.property(keyLists, (list) => {
        const tree = PrefixTree.build(list, END);
        const nodes = Array.from({ length: tree.nodeCount }, (_, node) => node);
        const fromChildren = nodes.map((node) => {
          const below = tree.children(node);
          return [
            1 + below.reduce((sum, child) => sum + tree.subtreeSize(child), 0),
            below.length > 0 ? Math.max(...below.map((child) => tree.longestBelow(child))) : tree.depthOf(node),
            below.length === 0 && node > 0,
          ];
        });
        expect(nodes.map((node) => [tree.subtreeSize(node), tree.longestBelow(node), tree.isLeaf(node)])).toEqual(fromChildren);
      }),
      { numRuns: 50 },
    );
  });

  it('walks the same children without an array, and counts them', () => {
    fc.assert(
      fc.property(keyLists, (list) => {
        const tree = PrefixTree.build(list, END);
        const nodes = Array.from({ length: tree.nodeCount }, (_, node) => node);
        const walked = nodes.map((node) => {
          const children: number[] = [];
          for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child, node)) children.push(child);
          return children;
        });
        expect(walked).toEqual(nodes.map((node) => tree.children(node)));
        expect(nodes.map((node) => tree.childCount(node))).toEqual(walked.map((children) => children.length));
      }),
      { numRuns: 50 },
    );
  });

  it('finds what it holds, whole or in part, and nothing else', () => {
    fc.assert(
      fc.property(keyLists, tokens, (list, probe) => {
        const tree = PrefixTree.build(list, END);
        const same = list.filter((key) => key.tokens.join() === probe.join()).map((key) => key.entityId);
        const leaf = tree.find(probe);
        expect(leaf === undefined ? [] : tree.entitiesAt(leaf)).toEqual(same.sort());
        const longer = list.filter((key) => key.tokens.slice(0, probe.length).join() === probe.join()).map((key) => key.entityId);
        const node = tree.findPrefix(probe);
        expect(node === undefined ? [] : tree.entitiesBelow(node).sort()).toEqual(longer.sort());
      }),
      { numRuns: 100 },
    );
  });

  it('finds nothing for what are no tokens', () => {
    // With the end marker 2, the half token 1.5 must not be taken for the end of a name.
    const tree = PrefixTree.build([{ entityId: 'e', tokens: [1, 2] }], 2);
    for (const odd of [-1, 1.5, Number.NaN, 2 ** 31]) {
      expect(tree.find([1, odd])).toBeUndefined();
      expect(tree.findPrefix([1, 2, odd])).toBeUndefined();
    }
    expect(tree.find([])).toBeUndefined();
    expect(tree.findPrefix([])).toBe(0);
    expect(PrefixTree.build([], END).find([1])).toBeUndefined();
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

  it('counts a key that is given twice once', () => {
    const key = { entityId: 'cat', tokens: [1] };
    const tree = PrefixTree.build([key, key], END);
    expect([tree.keyCount, tree.entitiesAt(2)]).toEqual([1, ['cat']]);
  });

  it('ends "a" before it goes on to "a, b": the end is a leaf, and beside it a node with the same token', () => {
    const tree = PrefixTree.build(withCommas, END);
    const [first] = tree.children(0);
    const [end, onwards] = tree.children(first as number);
    expect([tree.tokenOf(end as number), tree.tokenOf(onwards as number)]).toEqual([END, END]);
    expect([tree.isLeaf(end as number), tree.isLeaf(onwards as number)]).toEqual([true, false]);
    for (const { entityId, tokens: form } of withCommas) expect(tree.entitiesAt(tree.find(form) as number)).toEqual([entityId]);
    expect(tree.find([1, END])).toBeUndefined();
  });

  it('lets a search find the shorter and the longer of names that go on after an end marker', async () => {
    const found = await bestFirstSearch(randomModel(4), PrefixTree.build(withCommas, END), {
      prompt: [7],
      count: 10,
      alpha: 0.6,
      exclude: new Set(),
      maxSteps: 100,
    });
    expect(found.entities.map((entity) => entity.entityId).sort()).toEqual(withCommas.map((key) => key.entityId).sort());
    const length = (id: string): number | undefined => found.entities.find((entity) => entity.entityId === id)?.length;
    expect([length('city'), length('town')]).toEqual([2, 4]);
  });

  it('refuses a key without tokens, naming the entity', () => {
    expect(() => PrefixTree.build([{ entityId: 'ghost', tokens: [] }], END)).toThrow(/ghost/);
  });

  it('finds by the new numbers after keys were added and removed, wide nodes included', () => {
    const keys = Array.from({ length: 100 }, (_, i) => ({ entityId: `e${i}`, tokens: [2 * i] }));
    const tree = PrefixTree.build(keys, END);
    expect(tree.find([198])).toBe(200);
    for (const key of keys.slice(0, 50)) tree.remove(key);
    expect(tree.find([198])).toBe(100);
    tree.add({ entityId: 'odd', tokens: [101] });
    expect(tree.find([198])).toBe(102);
    expect(tree.entitiesAt(tree.find([198]) as number)).toEqual(['e99']);
    expect(tree.entitiesAt(tree.find([101]) as number)).toEqual(['odd']);
    expect(tree.find([0])).toBeUndefined();
    expect(tree.keyCount).toBe(51);
  });

  it('copies itself so that each changes alone', () => {
    const tree = PrefixTree.build(withCommas, END);
    const before = tree.toBytes();
    const copy = tree.clone();
    copy.remove(withCommas[0] as TreeKey);
    copy.add({ entityId: 'another town', tokens: [1, END, 2] });
    expect(tree.toBytes()).toEqual(before);
    tree.add({ entityId: 'new', tokens: [5] });
    expect([...copy.keys()].map(text)).toEqual(['another town:1,99,2', 'town:1,99,2', 'town with country:1,99,2,99,3', 'other:4']);
  });

  it('comes back from its bytes with the same answers', () => {
    const tree = PrefixTree.fromBytes(PrefixTree.build(withCommas, END).toBytes());
    expect([...tree.keys()].map(text)).toEqual(withCommas.map(text));
    expect([tree.endMarker, tree.keyCount, tree.longestBelow(0)]).toEqual([END, 4, 6]);
    tree.add({ entityId: 'new', tokens: [5] });
    expect(tree.entitiesAt(tree.find([5]) as number)).toEqual(['new']);
  });

  it('takes 12 bytes a node', () => {
    const tree = PrefixTree.build(withCommas, END);
    expect(tree.byteLength).toBe(12 * tree.nodeCount);
  });
});

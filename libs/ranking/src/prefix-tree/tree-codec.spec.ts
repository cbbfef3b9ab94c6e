import fc from 'fast-check';
import { buildTree } from './build-tree.js';
import { crc32 } from './crc32.js';
import { PrefixTree } from './prefix-tree.js';
import { decodeTree, encodeTree } from './tree-codec.js';

const END = 2;
const keyLists = fc.array(
  fc.record({
    entityId: fc.oneof(
      fc.constantFrom('a', 'b', 'c'),
      fc.array(fc.nat(0xffff), { maxLength: 3 }).map((units) => String.fromCharCode(...units)),
    ),
    tokens: fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.nat(2 ** 31 - 1)), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 30, size: 'max' },
);
const sample = [
  { entityId: 'Paris', tokens: [7] },
  { entityId: 'Paris, Texas', tokens: [7, END, 300] },
  { entityId: 'Paris (myth)', tokens: [7] },
  { entityId: 'Paris', tokens: [70_000, 8] },
];
const corrupt = expect.objectContaining({ code: 'CORRUPT_DATA', field: 'bytes' });

/** The bytes with a correct checksum, whatever was done to them. */
function sealed(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)), true);
  return bytes;
}

describe('encodeTree and decodeTree', () => {
  it('give every tree back as it was built', () => {
    fc.assert(
      fc.property(keyLists, fc.constantFrom(0, END, 2 ** 31 - 1), (keys, endMarker) => {
        const tree = buildTree(keys, endMarker);
        expect(decodeTree(encodeTree(tree))).toEqual(tree);
      }),
      { numRuns: 60 },
    );
  });

  it('give equal bytes for equal trees, whatever their history', () => {
    fc.assert(
      fc.property(keyLists, keyLists, (keys, gone) => {
        const tree = PrefixTree.build(gone, END);
        for (const key of keys) tree.add(key);
        for (const key of gone) tree.remove(key);
        for (const key of keys) tree.add(key);
        expect(tree.toBytes()).toEqual(encodeTree(buildTree(keys, END)));
      }),
      { numRuns: 40 },
    );
  });

  it('notice every change of a single byte', () => {
    const bytes = encodeTree(buildTree(sample, END));
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ flip;
        expect(() => decodeTree(damaged)).toThrow(corrupt);
      }
    }
  });

  it('refuse bytes that are cut off anywhere or go on after the end', () => {
    const bytes = encodeTree(buildTree(sample, END));
    for (let length = 0; length < bytes.length; length++) expect(() => decodeTree(bytes.slice(0, length))).toThrow(corrupt);
    expect(() => decodeTree(Uint8Array.from([...bytes, 0]))).toThrow(/cut off, or followed/);
  });

  it('refuse other files and newer versions, and say so', () => {
    const bytes = encodeTree(buildTree(sample, END));
    expect(() => decodeTree(new TextEncoder().encode('{"entities":[],"and":"more of the same"}'))).toThrow(/not a prefix tree/);
    const newer = bytes.slice();
    newer[4] = 2;
    expect(() => decodeTree(sealed(newer))).toThrow(/only format version 1 can be read/);
  });

  it('read a tree from the middle of a larger buffer', () => {
    const bytes = encodeTree(buildTree(sample, END));
    const larger = new Uint8Array(bytes.length + 11).fill(9);
    larger.set(bytes, 5);
    expect(decodeTree(larger.subarray(5, 5 + bytes.length))).toEqual(buildTree(sample, END));
  });

  it('never give something that is no tree, even for damage with a correct checksum', () => {
    const bytes = encodeTree(buildTree(sample, END));
    const outcomes = { refused: 0, read: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 8, max: bytes.length - 5 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const forged = bytes.slice();
        forged[at] = (forged[at] as number) ^ flip;
        let tree: PrefixTree;
        try {
          tree = PrefixTree.fromBytes(sealed(forged));
        } catch (error) {
          expect(error).toEqual(corrupt);
          outcomes.refused++;
          return;
        }
        outcomes.read++;
        expect(tree.toBytes()).toEqual(PrefixTree.build([...tree.keys()], tree.endMarker).toBytes());
      }),
      { numRuns: 600 },
    );
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.read).toBeGreaterThan(0);
  });

  it('refuse what only looks like a tree, and say why', () => {
    /** Bytes with a correct header and checksum around any body. */
    const forged = (nodeCount: number, keyCount: number, body: readonly number[], endMarker = END): Uint8Array => {
      const bytes = new Uint8Array(28 + body.length);
      const view = new DataView(bytes.buffer);
      bytes.set([0x45, 0x54, 0x50, 0x54]);
      [1, endMarker, nodeCount, keyCount, body.length].forEach((value, i) => view.setUint32(4 + 4 * i, value, true));
      bytes.set(body, 24);
      return sealed(bytes);
    };
    // A step down to token 7, and a leaf with one entity that is new: "a".
    const [inner, leaf] = [
      [0, 7],
      [1, 1, 0, 1, 97],
    ];
    expect([...PrefixTree.fromBytes(forged(3, 1, [...inner, ...leaf])).keys()]).toEqual([{ entityId: 'a', tokens: [7] }]);
    const cases: readonly [string, Uint8Array][] = [
      ['the last name has no end', forged(2, 0, inner)],
      ['the counts do not match the data', forged(3, 2, [...inner, ...leaf])],
      ['the counts do not match the data', forged(3, 1, [...inner, ...leaf, 0])],
      ['stands for no entity', forged(3, 1, [...inner, 1, 0])],
      ['an entity is not among those before', forged(3, 1, [...inner, 1, 1, 3])],
      ['not in order', forged(3, 2, [...inner, 1, 2, 0, 1, 98, 1, 1, 97])],
      ['not in order', forged(3, 2, [...inner, 1, 2, 0, 1, 97, 0])],
      ['form no prefix tree', forged(3, 1, [0, 0x80, 0x80, 0x80, 0x80, 8, ...leaf])],
      // A child of a leaf; a sibling of an inner node without children; one level too high; equal siblings.
      ['form no prefix tree', forged(4, 2, [...inner, ...leaf, 1, 1, 0])],
      ['form no prefix tree', forged(4, 1, [...inner, 2, 8, ...leaf])],
      ['form no prefix tree', forged(4, 2, [...inner, ...leaf, 7, 1, 0])],
      ['form no prefix tree', forged(5, 2, [...inner, ...leaf, 4, 7, 1, 1, 0])],
      ['not a possible header', forged(0, 0, [])],
      ['not a possible header', forged(4, 1, [0, 7, 0, 7])],
      ['not a possible header', forged(1, 0, [], 2 ** 31)],
    ];
    for (const [problem, bytes] of cases) expect(() => decodeTree(bytes)).toThrow(problem);
  });

  it('take about as many bytes as the tokens need', () => {
    const keys = Array.from({ length: 500 }, (_, i) => ({ entityId: `e${i}`, tokens: [1000 + (i % 20), 2000 + i] }));
    // 520 inner nodes of 3 bytes; 500 leaves of 1, with a count, a place of up to 2, a length and up to 4 letters.
    expect(encodeTree(buildTree(keys, END)).length).toBeLessThan(28 + 520 * 3 + 500 * 9);
  });
});

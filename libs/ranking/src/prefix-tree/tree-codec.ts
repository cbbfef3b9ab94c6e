import { closeBelow } from './build-tree.js';
import { ByteReader, ByteWriter, corruptData } from './byte-stream.js';
import { crc32 } from './crc32.js';
import { emptyTree, entityList, stepRank, type LeafEntry, type TreeArrays } from './tree-arrays.js';
import { isToken, LONGEST_KEY } from './tree-key.js';

/** "ETPT" */
const MAGIC = [0x45, 0x54, 0x50, 0x54];
const VERSION = 1;
/** Magic, version, end marker, nodes, keys, bytes of the body. */
const HEADER_BYTES = 24;
const CHECKSUM_BYTES = 4;

/**
 * A tree as bytes; equal trees give equal bytes, however they came about. O(nodes + characters of the ids).
 *
 * Little-endian: "ETPT", then as 32-bit integers the version (1), the end marker, the number of nodes, of keys, and of bytes of the body; the
 * body; CRC-32 of all before. The body has the nodes behind the root in their order, as varints (LEB128): 2·up + leaf, where `up` is
 * how many levels the node lies higher than a child of the node before it, then for an inner node its token, for a leaf the number of its
 * entities and each as its place among the ids so far; a new id has the next place and is followed by its length and UTF-16 units.
 */
export function encodeTree(tree: TreeArrays): Uint8Array<ArrayBuffer> {
  const body = encodeNodes(tree);
  const bytes = new Uint8Array(HEADER_BYTES + body.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  [VERSION, tree.endMarker, tree.nodeCount, tree.keyCount, body.length].forEach((value, i) => view.setUint32(4 + 4 * i, value, true));
  bytes.set(body, HEADER_BYTES);
  view.setUint32(bytes.length - CHECKSUM_BYTES, crc32(bytes.subarray(0, -CHECKSUM_BYTES)), true);
  return bytes;
}

/**
 * The tree that {@link encodeTree} wrote. Checks the checksum, and that the nodes form a tree.
 * @throws RankingError `CORRUPT_DATA` for bytes that are damaged, cut off, too long, of another kind or of a newer version.
 */
export function decodeTree(bytes: Uint8Array): TreeArrays {
  const { endMarker, nodeCount, keyCount } = readHeader(bytes);
  const tree = emptyTree(endMarker, nodeCount);
  const reader = new ByteReader(bytes, HEADER_BYTES, bytes.length - CHECKSUM_BYTES);
  decodeNodes(tree, reader);
  if (tree.keyCount !== keyCount || !reader.done) throw corruptData('the counts do not match the data', { nodeCount, keyCount });
  return tree;
}

function encodeNodes(tree: TreeArrays): Uint8Array {
  const writer = new ByteWriter(tree.nodeCount * 4 + tree.keyCount * 12);
  const places = new Map<string, number>();
  for (let node = 1; node < tree.nodeCount; node++) {
    const up = (tree.depths[node - 1] as number) + 1 - (tree.depths[node] as number);
    const span = tree.spans[node] as number;
    writer.varint(2 * up + (span < 0 ? 1 : 0));
    if (span >= 0) {
      writer.varint(tree.tokens[node] as number);
      continue;
    }
    const ids = entityList(tree.entries[-1 - span] as LeafEntry);
    writer.varint(ids.length);
    for (const id of ids) {
      const place = places.get(id) ?? places.size;
      writer.varint(place);
      if (place < places.size) continue;
      places.set(id, place);
      writer.string(id);
    }
  }
  return writer.finish();
}

function readHeader(bytes: Uint8Array): { endMarker: number; nodeCount: number; keyCount: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw corruptData('too short for a prefix tree', bytes.length);
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw corruptData('not a prefix tree', [...bytes.subarray(0, MAGIC.length)]);
  const field = (index: number): number => view.getUint32(4 + 4 * index, true);
  // Before the checksum: a newer format may keep it elsewhere.
  if (field(0) !== VERSION) throw corruptData(`only format version ${VERSION} can be read`, { version: field(0) });
  if (field(4) !== bytes.length - HEADER_BYTES - CHECKSUM_BYTES) throw corruptData('cut off, or followed by something else', bytes.length);
  if (view.getUint32(bytes.length - CHECKSUM_BYTES, true) !== crc32(bytes.subarray(0, -CHECKSUM_BYTES)))
    throw corruptData('damaged: the checksum is another one', bytes.length);
  const [endMarker, nodeCount, keyCount] = [field(1), field(2), field(3)];
  // A node takes two bytes at least.
  if (!isToken(endMarker) || nodeCount < 1 || (nodeCount - 1) * 2 > field(4)) throw corruptData('not a possible header', nodeCount);
  return { endMarker, nodeCount, keyCount };
}

function decodeNodes(tree: TreeArrays, reader: ByteReader): void {
  const ids: string[] = [];
  /** Nodes on the path to the last one, and the ranks of the last children seen there, by depth. */
  const open = [0];
  const lastRanks = [-1, -1];
  for (let node = 1; node < tree.nodeCount; node++) {
    const code = reader.varint();
    const ends = code % 2 === 1;
    const up = Math.floor(code / 2);
    const depth = (tree.depths[node - 1] as number) + 1 - up;
    const follows = (tree.spans[node - 1] as number) < 0 ? depth >= 1 && up > 0 : up === 0;
    const token = ends ? tree.endMarker : reader.varint();
    const rank = stepRank(token, ends);
    if (!follows || depth > LONGEST_KEY + 1 || !isToken(token) || rank <= (lastRanks[depth] as number))
      throw corruptData('the nodes form no prefix tree', node);
    closeBelow(tree, open, depth - 1, node);
    open.push(node);
    lastRanks[depth] = rank;
    lastRanks[depth + 1] = -1;
    tree.tokens[node] = token;
    tree.depths[node] = depth;
    if (!ends) continue;
    tree.longest[node] = depth;
    tree.spans[node] = -1 - tree.entries.length;
    tree.entries.push(readEntry(tree, reader, ids));
  }
  if (open.length > 1 && (tree.spans[tree.nodeCount - 1] as number) >= 0) throw corruptData('the last name has no end', tree.nodeCount);
  closeBelow(tree, open, -1, tree.nodeCount);
}

function readEntry(tree: TreeArrays, reader: ByteReader, ids: string[]): LeafEntry {
  const count = reader.varint();
  const entry: string[] = [];
  for (let i = 0; i < count; i++) {
    const place = reader.varint();
    if (place > ids.length) throw corruptData('an entity is not among those before', place);
    if (place === ids.length) ids.push(reader.string());
    const id = ids[place] as string;
    if (i > 0 && id <= (entry[i - 1] as string)) throw corruptData('the entities of a name are not in order', id);
    entry.push(id);
  }
  if (count === 0) throw corruptData('a name stands for no entity', tree.nodeCount);
  tree.keyCount += count;
  return count === 1 ? (entry[0] as string) : entry;
}

import { buildTree } from './build-tree.js';
import { addKey, removeKey, type TreeChange } from './change-tree.js';
import { ChildLookup } from './child-lookup.js';
import { entityList, stepRank, subtreeSize, type LeafEntry, type TreeArrays } from './tree-arrays.js';
import { decodeTree, encodeTree } from './tree-codec.js';
import { isToken, type TreeKey } from './tree-key.js';

export type { TreeChange } from './change-tree.js';
export type { TreeKey } from './tree-key.js';

/**
 * Prefix tree over token sequences, in depth-first order in typed arrays.
 *
 * Node 0 is the root. The children of `n` start at `n + 1`; the next sibling of a child `c` is `c + subtreeSize(c)`.
 * Every key ends in an end marker, so that a name that is the prefix of another can end too; the node of the end marker is a leaf
 * and holds the entities of that form (several, when forms are equal). Leaves are nothing but ends of keys.
 *
 * A key may hold the end marker as a token of its own ("Washington, D.C." where a comma ends names). Then two children of a node may have that
 * token: first the leaf that ends the shorter key, then the inner node through which the longer one goes on. Whoever adds up the
 * probabilities of the children of a node has to count that token once.
 *
 * `add` and `remove` change the tree in place and with it the numbers of nodes: not while a search is on it. Search a {@link clone}
 * instead, or change one. Methods take node numbers of this tree; they are not checked.
 */
export class PrefixTree {
  private readonly lookup: ChildLookup;

  private constructor(private readonly arrays: TreeArrays) {
    this.lookup = new ChildLookup(arrays);
  }

  /**
   * Builds the tree: sorts once, then O(total tokens). The same form for the same entity counts once; no keys give the root alone.
   * @param endMarker token that ends every key (what follows a name in the prompt).
   * @throws RankingError `INVALID_KEY` for a key without tokens or with more than 65,000, and for tokens that are no whole numbers in [0, 2³¹).
   */
  static build(keys: readonly TreeKey[], endMarker: number): PrefixTree {
    return new PrefixTree(buildTree(keys, endMarker));
  }

  /**
   * The tree that {@link toBytes} wrote. O(bytes).
   * @throws RankingError `CORRUPT_DATA` for bytes that are damaged, cut off, of another kind or of a newer version.
   */
  static fromBytes(bytes: Uint8Array): PrefixTree {
    return new PrefixTree(decodeTree(bytes));
  }

  /** The tree as bytes for a file or a column; equal trees give equal bytes, however they came about. O(nodes + characters of the ids). */
  toBytes(): Uint8Array<ArrayBuffer> {
    return encodeTree(this.arrays);
  }

  /** A copy that changes independently, without spare room. O(nodes), by copying memory. */
  clone(): PrefixTree {
    const { nodeCount, entries, freeEntries } = this.arrays;
    return new PrefixTree({
      ...this.arrays,
      tokens: this.arrays.tokens.slice(0, nodeCount),
      spans: this.arrays.spans.slice(0, nodeCount),
      depths: this.arrays.depths.slice(0, nodeCount),
      longest: this.arrays.longest.slice(0, nodeCount),
      entries: [...entries],
      freeEntries: [...freeEntries],
    });
  }

  /** Token that ends every key. */
  get endMarker(): number {
    return this.arrays.endMarker;
  }

  /** Number of nodes, the root included. */
  get nodeCount(): number {
    return this.arrays.nodeCount;
  }

  /** Number of keys: different pairs of form and entity. */
  get keyCount(): number {
    return this.arrays.keyCount;
  }

  /** Bytes of the typed arrays, spare room included; entity ids, and the 8 bytes a leaf by which they are found, are not. */
  get byteLength(): number {
    const { tokens, spans, depths, longest } = this.arrays;
    return tokens.byteLength + spans.byteLength + depths.byteLength + longest.byteLength;
  }

  /** Child nodes in token order. */
  children(node: number): number[] {
    const result: number[] = [];
    const end = node + this.subtreeSize(node);
    for (let child = node + 1; child < end; child += this.subtreeSize(child)) result.push(child);
    return result;
  }

  /** The first child, or -1 for a leaf and an empty tree. With {@link nextSibling} a walk over children without an array. */
  firstChild(node: number): number {
    return this.subtreeSize(node) > 1 ? node + 1 : -1;
  }

  /** The child of `parent` after its child `child`, or -1 after the last one. */
  nextSibling(child: number, parent: number): number {
    const next = child + this.subtreeSize(child);
    return next < parent + this.subtreeSize(parent) ? next : -1;
  }

  /** Number of children. O(children). */
  childCount(node: number): number {
    let count = 0;
    for (let child = this.firstChild(node); child >= 0; child = this.nextSibling(child, node)) count++;
    return count;
  }

  /** Token that leads to the node; -1 for the root. */
  tokenOf(node: number): number {
    return this.arrays.tokens[node] as number;
  }

  /** Tokens on the path from the root to the node, the node's own included. */
  depthOf(node: number): number {
    return this.arrays.depths[node] as number;
  }

  /** Length in tokens of the longest key below the node, end marker included; of a leaf its own length, 0 in an empty tree. */
  longestBelow(node: number): number {
    return this.arrays.longest[node] as number;
  }

  /** Nodes in the subtree, the node itself included. */
  subtreeSize(node: number): number {
    return subtreeSize(this.arrays, node);
  }

  /** Whether a key ends at this node; then it has no children. */
  isLeaf(node: number): boolean {
    return (this.arrays.spans[node] as number) < 0;
  }

  /** Entities whose form ends at this leaf, by id; empty for inner nodes. */
  entitiesAt(node: number): readonly string[] {
    const span = this.arrays.spans[node] as number;
    return span < 0 ? entityList(this.arrays.entries[-1 - span] as LeafEntry) : [];
  }

  /** Entities of all keys at the node and below, in tree order; an entity comes once for each of its keys there. O(subtree). */
  entitiesBelow(node: number): string[] {
    const { spans, entries } = this.arrays;
    const result: string[] = [];
    for (let at = node, end = node + this.subtreeSize(node); at < end; at++) {
      const span = spans[at] as number;
      if (span >= 0) continue;
      const entry = entries[-1 - span] as LeafEntry;
      if (typeof entry === 'string') result.push(entry);
      else for (const entityId of entry) result.push(entityId);
    }
    return result;
  }

  /** All keys in tree order, without end markers: what the tree can be built from again. */
  *keys(): Generator<TreeKey, void, undefined> {
    const path: number[] = [];
    for (let node = 1; node < this.nodeCount; node++) {
      path.length = this.depthOf(node) - 1;
      if (this.isLeaf(node)) for (const entityId of this.entitiesAt(node)) yield { entityId, tokens: [...path] };
      else path.push(this.tokenOf(node));
    }
  }

  /** The leaf of a key, or undefined. O(tokens) on average, after a first visit of O(children) to nodes with many of them. */
  find(tokens: readonly number[]): number | undefined {
    const node = this.findPrefix(tokens);
    const leaf = node === undefined ? -1 : this.lookup.find(node, stepRank(this.endMarker, true));
    return leaf < 0 ? undefined : leaf;
  }

  /** The inner node (or the root) at the end of these tokens, or undefined when no key goes on from there. Cost as for {@link find}. */
  findPrefix(tokens: readonly number[]): number | undefined {
    let node = 0;
    for (const token of tokens) {
      if (!isToken(token)) return undefined;
      node = this.lookup.find(node, stepRank(token, false));
      if (node < 0) return undefined;
    }
    return node;
  }

  /**
   * Adds a key in place; for one that is there already it changes nothing and says so. Touches the path to the root and moves the nodes
   * behind: O(children on the path + nodes), well below a millisecond for a million nodes. For thousands of keys at once build anew.
   * @returns what it did to the nodes: bring arrays with one value a node in line with `spliceNodeValues`.
   * @throws RankingError `INVALID_KEY` as {@link build} does.
   */
  add(key: TreeKey): TreeChange {
    const change = addKey(this.arrays, key);
    this.lookup.forget();
    return change;
  }

  /** Removes a key in place; for one that is not there it changes nothing and says so. Otherwise as {@link add}. */
  remove(key: TreeKey): TreeChange {
    const change = removeKey(this.arrays, key);
    this.lookup.forget();
    return change;
  }
}

import { placeOfChild } from './child-lookup.js';
import { entityList, keyRank, rankOf, subtreeSize, type LeafEntry, type TreeArrays } from './tree-arrays.js';
import { requireKey, type TreeKey } from './tree-key.js';

/** What adding or removing a key did to the nodes of a tree. */
export interface TreeChange {
  /** `present`: the key to add was there already. `absent`: the key to remove was not there. Both leave the tree as it was. */
  readonly outcome: 'added' | 'removed' | 'present' | 'absent';
  /** First node that was put in or taken out; the leaf, when only its entities changed or nothing did; -1 for an absent key. */
  readonly node: number;
  /** Nodes that were put in from `node` on; nodes from there on moved up by as many. */
  readonly inserted: number;
  /** Nodes that were taken out from `node` on; nodes behind them moved down by as many. */
  readonly removed: number;
  /** Nodes of the tree after the change. */
  readonly nodeCount: number;
}

/** Share of the nodes that is kept as room for more when the arrays have to grow. */
const SPARE = 1 / 8;

/**
 * Adds a key in place. Touches the path from the root and moves the nodes behind it:
 * O(children on the path + nodes behind), the latter one `copyWithin` an array.
 * @throws RankingError `INVALID_KEY` as `requireKey` does.
 */
export function addKey(tree: TreeArrays, key: TreeKey): TreeChange {
  requireKey(key);
  const { path, place } = walkAlong(tree, key.tokens);
  const length = key.tokens.length + 1;
  const leaf = path.at(-1) as number;
  if (path.length > length) {
    if (!addEntity(tree, leaf, key.entityId)) return { outcome: 'present', node: leaf, inserted: 0, removed: 0, nodeCount: tree.nodeCount };
    tree.keyCount++;
    return { outcome: 'added', node: leaf, inserted: 0, removed: 0, nodeCount: tree.nodeCount };
  }
  const inserted = length - path.length + 1;
  openGap(tree, place, inserted);
  for (let depth = path.length, node = place; depth <= length; depth++, node++) {
    tree.tokens[node] = key.tokens[depth - 1] ?? tree.endMarker;
    tree.spans[node] = length - depth + 1;
    tree.depths[node] = depth;
    tree.longest[node] = length;
  }
  tree.spans[place + inserted - 1] = -1 - newEntry(tree, key.entityId);
  for (const node of path) {
    tree.spans[node] = (tree.spans[node] as number) + inserted;
    tree.longest[node] = Math.max(tree.longest[node] as number, length);
  }
  tree.keyCount++;
  return { outcome: 'added', node: place, inserted, removed: 0, nodeCount: tree.nodeCount };
}

/**
 * Removes a key in place; other entities of the same form stay. Cost as for {@link addKey}.
 * @throws RankingError `INVALID_KEY` as `requireKey` does.
 */
export function removeKey(tree: TreeArrays, key: TreeKey): TreeChange {
  requireKey(key);
  const { path } = walkAlong(tree, key.tokens);
  const length = key.tokens.length + 1;
  const leaf = path.at(-1) as number;
  const remaining = path.length > length ? entitiesWithout(tree, leaf, key.entityId) : undefined;
  if (!remaining) return { outcome: 'absent', node: -1, inserted: 0, removed: 0, nodeCount: tree.nodeCount };
  tree.keyCount--;
  const entry = -1 - (tree.spans[leaf] as number);
  if (remaining.length > 0) {
    tree.entries[entry] = remaining.length === 1 ? (remaining[0] as string) : remaining;
    return { outcome: 'removed', node: leaf, inserted: 0, removed: 0, nodeCount: tree.nodeCount };
  }
  tree.entries[entry] = '';
  tree.freeEntries.push(entry);
  // The nodes that only this key uses are those whose subtree is nothing but the rest of the path.
  let top = length;
  while (top > 1 && subtreeSize(tree, path[top - 1] as number) === length - top + 2) top--;
  const removed = length - top + 1;
  const place = path[top] as number;
  closeGap(tree, place, removed);
  const kept = path.slice(0, top);
  for (const node of kept) tree.spans[node] = (tree.spans[node] as number) - removed;
  lowerLongest(tree, kept, length);
  return { outcome: 'removed', node: place, inserted: 0, removed, nodeCount: tree.nodeCount };
}

/** Goes as far along a key as the tree does. `place` is where the next step would have to be put in (of no meaning at the leaf). */
function walkAlong(tree: TreeArrays, tokens: readonly number[]): { path: number[]; place: number } {
  const path = [0];
  let node = 0;
  for (let depth = 0; depth <= tokens.length; depth++) {
    const rank = keyRank(tokens, depth, tree.endMarker);
    const place = placeOfChild(tree, node, rank);
    if (place >= node + subtreeSize(tree, node) || rankOf(tree, place) !== rank) return { path, place };
    node = place;
    path.push(node);
  }
  return { path, place: node };
}

/** The longest key below the nodes of a path, now that one of this length is gone. Stops where another one is as long. */
function lowerLongest(tree: TreeArrays, path: readonly number[], length: number): void {
  for (const node of path.toReversed()) {
    if (tree.longest[node] !== length) return;
    const end = node + subtreeSize(tree, node);
    let longest = 0;
    for (let child = node + 1; child < end && longest < length; child += subtreeSize(tree, child))
      longest = Math.max(longest, tree.longest[child] as number);
    tree.longest[node] = longest;
  }
}

function addEntity(tree: TreeArrays, leaf: number, entityId: string): boolean {
  const entry = -1 - (tree.spans[leaf] as number);
  const ids = entityList(tree.entries[entry] as LeafEntry);
  if (ids.includes(entityId)) return false;
  tree.entries[entry] = [...ids, entityId].sort((a, b) => (a < b ? -1 : 1));
  return true;
}

/** The entities of a leaf without one; undefined when it is not among them. */
function entitiesWithout(tree: TreeArrays, leaf: number, entityId: string): readonly string[] | undefined {
  const ids = entityList(tree.entries[-1 - (tree.spans[leaf] as number)] as LeafEntry);
  return ids.includes(entityId) ? ids.filter((id) => id !== entityId) : undefined;
}

function newEntry(tree: TreeArrays, entityId: string): number {
  const entry = tree.freeEntries.pop() ?? tree.entries.length;
  tree.entries[entry] = entityId;
  return entry;
}

function openGap(tree: TreeArrays, place: number, count: number): void {
  const { nodeCount } = tree;
  if (nodeCount + count > tree.tokens.length) grow(tree, Math.ceil((nodeCount + count) * (1 + SPARE)));
  for (const array of [tree.tokens, tree.spans, tree.depths, tree.longest]) array.copyWithin(place + count, place, nodeCount);
  tree.nodeCount += count;
}

function closeGap(tree: TreeArrays, place: number, count: number): void {
  for (const array of [tree.tokens, tree.spans, tree.depths, tree.longest]) array.copyWithin(place, place + count, tree.nodeCount);
  tree.nodeCount -= count;
}

function grow(tree: TreeArrays, capacity: number): void {
  tree.tokens = copyInto(new Int32Array(capacity), tree.tokens);
  tree.spans = copyInto(new Int32Array(capacity), tree.spans);
  tree.depths = copyInto(new Uint16Array(capacity), tree.depths);
  tree.longest = copyInto(new Uint16Array(capacity), tree.longest);
}

function copyInto<T extends Int32Array | Uint16Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

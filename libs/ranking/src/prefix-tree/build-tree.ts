import { RankingError } from '../ranking-error.js';
import { emptyTree, stepRank, type LeafEntry, type TreeArrays } from './tree-arrays.js';
import { isToken, requireEndMarker, requireKey, requireKeyLength, type TreeKey } from './tree-key.js';

/** Node numbers are signed 32-bit integers. */
const MOST_STEPS = 2 ** 31 - 2;

/** All keys behind each other as step ranks, their ends included: the steps of key k are ranks[starts[k]] … ranks[starts[k + 1] - 1]. */
interface KeySteps {
  readonly ranks: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * Builds the arrays of a prefix tree: sorts the keys once, counts the nodes, then writes them in depth-first order.
 * The same form for the same entity counts once. O(total tokens + keys · log keys · shared tokens); besides the result it takes 4 bytes a
 * token and about 30 a key while it runs.
 * @throws RankingError `INVALID_KEY` for keys and end markers that `requireKey` refuses, and for more than 2³¹ − 2 tokens in all.
 */
export function buildTree(keys: readonly TreeKey[], endMarker: number): TreeArrays {
  const steps = layOut(keys, endMarker);
  const order = sortedOrder(keys, steps);
  const { shared, nodeCount } = compareNeighbours(steps, order);
  const tree = emptyTree(endMarker, nodeCount);
  writeNodes(tree, keys, steps, order, shared);
  return tree;
}

function layOut(keys: readonly TreeKey[], endMarker: number): KeySteps {
  requireEndMarker(endMarker);
  let total = 0;
  for (const key of keys) {
    requireKeyLength(key);
    total += key.tokens.length + 1;
  }
  if (total > MOST_STEPS)
    throw new RankingError({
      code: 'INVALID_KEY',
      field: 'keys',
      value: total,
      problem: `all keys with their ends must not have more than ${MOST_STEPS} tokens`,
      remedy: 'Split the base into several trees.',
    });
  const ranks = new Uint32Array(total);
  const starts = new Uint32Array(keys.length + 1);
  let next = 0;
  keys.forEach((key, k) => {
    for (const token of key.tokens) {
      if (!isToken(token)) requireKey(key);
      ranks[next++] = stepRank(token, false);
    }
    ranks[next++] = stepRank(endMarker, true);
    starts[k + 1] = next;
  });
  return { ranks, starts };
}

/** Numbers of the keys, by form, equal forms by entity id. */
function sortedOrder(keys: readonly TreeKey[], { ranks, starts }: KeySteps): Uint32Array {
  const order = Uint32Array.from(keys, (_, k) => k);
  return order.sort((a, b) => {
    let i = starts[a] as number;
    let j = starts[b] as number;
    const end = starts[a + 1] as number;
    // No form is the prefix of another, so the other key ends no earlier than its first difference.
    while (i < end && ranks[i] === ranks[j]) {
      i++;
      j++;
    }
    if (i < end) return (ranks[i] as number) - (ranks[j] as number);
    const [idA, idB] = [(keys[a] as TreeKey).entityId, (keys[b] as TreeKey).entityId];
    return idA < idB ? -1 : idA > idB ? 1 : 0;
  });
}

/** How many steps each key shares with the one before it, and from that the number of nodes. */
function compareNeighbours({ ranks, starts }: KeySteps, order: Uint32Array): { shared: Uint16Array; nodeCount: number } {
  const shared = new Uint16Array(order.length);
  let nodeCount = 1;
  for (let k = 0; k < order.length; k++) {
    const start = starts[order[k] as number] as number;
    const length = (starts[(order[k] as number) + 1] as number) - start;
    let same = 0;
    if (k > 0) {
      const before = starts[order[k - 1] as number] as number;
      while (same < length && ranks[before + same] === ranks[start + same]) same++;
    }
    shared[k] = same;
    nodeCount += length - same;
  }
  return { shared, nodeCount };
}

function writeNodes(
  tree: TreeArrays,
  keys: readonly TreeKey[],
  { ranks, starts }: KeySteps,
  order: Uint32Array,
  shared: Uint16Array,
): void {
  const { tokens, spans, depths, longest, entries } = tree;
  /** Nodes on the path that is being written, by depth. */
  const open: number[] = [0];
  let node = 1;
  for (let k = 0; k < order.length; k++) {
    const key = order[k] as number;
    const start = starts[key] as number;
    const length = (starts[key + 1] as number) - start;
    const { entityId } = keys[key] as TreeKey;
    const same = shared[k] as number;
    if (same === length) {
      if (!alsoEndsHere(entries, entityId)) continue;
    } else {
      closeBelow(tree, open, same, node);
      for (let depth = same + 1; depth <= length; depth++, node++) {
        open.push(node);
        tokens[node] = (ranks[start + depth - 1] as number) >>> 1;
        depths[node] = depth;
      }
      longest[node - 1] = length;
      spans[node - 1] = -1 - entries.length;
      entries.push(entityId);
    }
    tree.keyCount++;
  }
  closeBelow(tree, open, -1, node);
}

/** Adds an entity, not smaller than those that are there, to the last entry. @returns false when it is there already. */
function alsoEndsHere(entries: LeafEntry[], entityId: string): boolean {
  const last = entries.at(-1) as string | string[];
  if (typeof last === 'string') {
    if (last === entityId) return false;
    entries[entries.length - 1] = [last, entityId];
    return true;
  }
  if (last.at(-1) === entityId) return false;
  last.push(entityId);
  return true;
}

/** Everything below the open nodes deeper than `depth` has been written: `next` is the next node to come. */
export function closeBelow({ spans, longest }: TreeArrays, open: number[], depth: number, next: number): void {
  while (open.length > depth + 1) {
    const node = open.pop() as number;
    if ((spans[node] as number) >= 0) spans[node] = next - node;
    const parent = open.at(-1);
    if (parent !== undefined) longest[parent] = Math.max(longest[parent] as number, longest[node] as number);
  }
}

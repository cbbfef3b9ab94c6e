/** Entities whose form ends at a leaf: one, or several in the order of their ids (never changed in place). */
export type LeafEntry = string | readonly string[];

/**
 * What a prefix tree is made of: nodes in depth-first order, 12 bytes each.
 *
 * No number in these arrays says *where* another node is, only how far it reaches, so nodes can be put in or taken out by moving what
 * follows and correcting the path to the root. The arrays may be longer than `nodeCount`: spare room for keys to come.
 *
 * Order of siblings: by token. A name may hold the end marker as a token of its own ("Washington, D.C." where a comma ends names), so two
 * siblings may have that token: the leaf that ends the shorter name comes first, then the inner node through which the longer names go on.
 */
export interface TreeArrays {
  readonly endMarker: number;
  /** Nodes in use, the root (node 0) included. */
  nodeCount: number;
  /** Different pairs of form and entity. */
  keyCount: number;
  /** Token that leads to a node; -1 for the root. */
  tokens: Int32Array;
  /** Inner nodes: nodes of the subtree, the node itself included. Leaves: `-1 -` the number of their entry. */
  spans: Int32Array;
  /** Tokens on the path from the root. */
  depths: Uint16Array;
  /** Depth of the deepest leaf below (of a leaf: its own). */
  longest: Uint16Array;
  /** By number of entry; the numbers are in no order. */
  readonly entries: LeafEntry[];
  /** Numbers of entries that no leaf uses. */
  readonly freeEntries: number[];
}

/** Arrays for that many nodes, all but the root's token still to be written. */
export function emptyTree(endMarker: number, nodeCount: number): TreeArrays {
  return {
    endMarker,
    nodeCount,
    keyCount: 0,
    tokens: new Int32Array(nodeCount).fill(-1, 0, 1),
    spans: new Int32Array(nodeCount),
    depths: new Uint16Array(nodeCount),
    longest: new Uint16Array(nodeCount),
    entries: [],
    freeEntries: [],
  };
}

/** Nodes of the subtree, the node itself included. */
export function subtreeSize({ spans }: TreeArrays, node: number): number {
  const span = spans[node] as number;
  return span < 0 ? 1 : span;
}

/**
 * The place of a step among its siblings: odd for a step to an inner node, even for the end of a name. With these numbers in place of tokens
 * no name is the prefix of another, and the end comes just before the inner node with the same token.
 */
export function stepRank(token: number, ends: boolean): number {
  return ends ? 2 * token : 2 * token + 1;
}

/** {@link stepRank} of the step that leads to a node. */
export function rankOf({ tokens, spans }: TreeArrays, node: number): number {
  return stepRank(tokens[node] as number, (spans[node] as number) < 0);
}

/** {@link stepRank} of step `index` of a key; the step after its last token is its end. */
export function keyRank(tokens: readonly number[], index: number, endMarker: number): number {
  return index < tokens.length ? stepRank(tokens[index] as number, false) : stepRank(endMarker, true);
}

/** Entities of a leaf's entry as a list. */
export function entityList(entry: LeafEntry): readonly string[] {
  return typeof entry === 'string' ? [entry] : entry;
}

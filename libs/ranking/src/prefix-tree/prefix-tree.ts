/** A surface form as tokens, and the entity it stands for. */
export interface TreeKey {
  readonly entityId: string;
  readonly tokens: readonly number[];
}

/**
 * Prefix tree over token sequences, in depth-first order in typed arrays.
 *
 * Node 0 is the root. The children of `n` start at `n + 1`; the next sibling of a child `c` is `c + subtreeSize(c)`.
 * Every key ends in an end marker, so that a name that is the prefix of another can end too; the node of the end marker is a leaf
 * and holds the entities of that form (several, when forms are equal).
 */
export class PrefixTree {
  private constructor(
    /** Token that leads to a node; -1 for the root. */
    private readonly tokens: Int32Array,
    private readonly sizes: Int32Array,
    private readonly depths: Uint16Array,
    /** Length in tokens, end marker included, of the longest key below a node. */
    private readonly longest: Uint16Array,
    /** Keys in sorted order; those below node n are firstKey[n] … firstKey[n + size]. */
    private readonly firstKey: Int32Array,
    private readonly keyEntities: readonly string[],
    readonly endMarker: number,
  ) {}

  /**
   * Builds the tree in O(total tokens · log keys).
   * @param endMarker token that ends every key (what follows a name in the prompt).
   * @throws RangeError for an empty key, and for one longer than 65,000 tokens.
   */
  static build(keys: readonly TreeKey[], endMarker: number): PrefixTree {
    for (const key of keys) {
      if (key.tokens.length === 0) throw new RangeError(`PrefixTree: the key of entity "${key.entityId}" has no tokens.`);
      if (key.tokens.length > 65_000)
        throw new RangeError(`PrefixTree: the key of entity "${key.entityId}" has ${key.tokens.length} tokens.`);
    }
    const sorted = keys.map((key) => ({ id: key.entityId, path: [...key.tokens, endMarker] })).sort((a, b) => compareKeys(a, b));
    const tokens: number[] = [-1];
    const depths: number[] = [0];
    const longest: number[] = [0];
    const firstKey: number[] = [0];
    const sizes: number[] = [0];
    const open: number[] = [0];
    let previous: readonly number[] = [];
    sorted.forEach(({ path }, keyIndex) => {
      const shared = commonPrefix(previous, path);
      while (open.length > shared + 1) close(open, sizes, tokens.length);
      for (let depth = shared; depth < path.length; depth++) {
        open.push(tokens.length);
        tokens.push(path[depth] as number);
        depths.push(depth + 1);
        longest.push(0);
        sizes.push(0);
        firstKey.push(keyIndex);
      }
      for (const node of open) longest[node] = Math.max(longest[node] as number, path.length);
      previous = path;
    });
    while (open.length > 0) close(open, sizes, tokens.length);
    firstKey.push(sorted.length);
    return new PrefixTree(
      Int32Array.from(tokens),
      Int32Array.from(sizes),
      Uint16Array.from(depths),
      Uint16Array.from(longest),
      Int32Array.from(firstKey),
      sorted.map((key) => key.id),
      endMarker,
    );
  }

  /** Number of nodes, the root included. */
  get nodeCount(): number {
    return this.tokens.length;
  }

  /** Number of keys (surface forms). */
  get keyCount(): number {
    return this.keyEntities.length;
  }

  /** Child nodes in token order. */
  children(node: number): number[] {
    const result: number[] = [];
    const end = node + (this.sizes[node] as number);
    for (let child = node + 1; child < end; child += this.sizes[child] as number) result.push(child);
    return result;
  }

  tokenOf(node: number): number {
    return this.tokens[node] as number;
  }

  /** Tokens on the path from the root to the node, the node's own included. */
  depthOf(node: number): number {
    return this.depths[node] as number;
  }

  /** Length in tokens of the longest key below the node, end marker included. */
  longestBelow(node: number): number {
    return this.longest[node] as number;
  }

  /** Nodes in the subtree, the node itself included. */
  subtreeSize(node: number): number {
    return this.sizes[node] as number;
  }

  isLeaf(node: number): boolean {
    return (this.sizes[node] as number) === 1 && node !== 0;
  }

  /** Entities whose form ends at this leaf; empty for inner nodes. */
  entitiesAt(node: number): readonly string[] {
    return this.isLeaf(node) ? this.keyEntities.slice(this.firstKey[node], this.firstKey[node + 1]) : [];
  }

  /** The leaf of a key, or undefined. O(tokens · children). */
  find(tokens: readonly number[]): number | undefined {
    let node = 0;
    for (const token of [...tokens, this.endMarker]) {
      const next = this.children(node).find((child) => this.tokens[child] === token);
      if (next === undefined) return undefined;
      node = next;
    }
    return node;
  }
}

function close(open: number[], sizes: number[], nodeCount: number): void {
  const node = open.pop() as number;
  sizes[node] = nodeCount - node;
}

function commonPrefix(a: readonly number[], b: readonly number[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

function compareKeys(a: { id: string; path: readonly number[] }, b: { id: string; path: readonly number[] }): number {
  const shared = commonPrefix(a.path, b.path);
  const difference = (a.path[shared] ?? -1) - (b.path[shared] ?? -1);
  return difference || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

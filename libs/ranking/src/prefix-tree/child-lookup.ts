import { rankOf, stepRank, subtreeSize, type TreeArrays } from './tree-arrays.js';

/** Siblings that are walked before a table is asked: so many lie closer together in memory than a table and its entries. */
const WALKED = 32;

/** Nodes with more than this below them may have a table that is asked first. */
const LARGE = 256;

/** 2³² / golden ratio: spreads numbers that lie close together (Knuth, The Art of Computer Programming, vol. 3, 6.4). */
const SPREAD = 0x9e3779b1;

/**
 * The first child of a node whose rank is at least `rank`, or the node after its subtree when there is none: where a child of that rank is
 * or belongs. Walks from sibling to sibling: O(children).
 */
export function placeOfChild(tree: TreeArrays, node: number, rank: number): number {
  const end = node + subtreeSize(tree, node);
  let child = node + 1;
  while (child < end && rankOf(tree, child) < rank) child += subtreeSize(tree, child);
  return child;
}

/**
 * Finds children by rank. Few siblings are walked; a node with more than 32 children gets a hash table of them when a walk first comes that
 * far, 8 to 16 bytes a child. The tables hold node numbers: {@link ChildLookup.forget} them when the tree changes.
 */
export class ChildLookup {
  /** By node: its children in slots that follow from their ranks; 0 marks a free slot. A power of two long, at most half full. */
  private readonly tables = new Map<number, Int32Array>();

  constructor(private readonly tree: TreeArrays) {}

  /** The child with exactly this rank, or -1. O(1) on average, but O(children) once where a table has to be made. */
  find(node: number, rank: number): number {
    const { tokens, spans } = this.tree;
    const size = spans[node] as number;
    if (size > LARGE) {
      const table = this.tables.get(node);
      if (table) return this.findIn(table, rank);
    }
    const end = node + size;
    let walked = 0;
    for (let child = node + 1; child < end;) {
      const span = spans[child] as number;
      const here = stepRank(tokens[child] as number, span < 0);
      if (here >= rank) return here === rank ? child : -1;
      if (++walked === WALKED) return this.findIn(this.tables.get(node) ?? this.addTable(node), rank);
      child += span < 0 ? 1 : span;
    }
    return -1;
  }

  /** To be called after every change of the tree. */
  forget(): void {
    this.tables.clear();
  }

  private findIn(table: Int32Array, rank: number): number {
    const mask = table.length - 1;
    for (let slot = slotOf(rank, mask); ; slot = (slot + 1) & mask) {
      const child = table[slot] as number;
      if (child === 0) return -1;
      if (rankOf(this.tree, child) === rank) return child;
    }
  }

  private addTable(node: number): Int32Array {
    const { tree } = this;
    const end = node + subtreeSize(tree, node);
    let count = 0;
    for (let child = node + 1; child < end; child += subtreeSize(tree, child)) count++;
    const table = new Int32Array(2 ** (32 - Math.clz32(2 * count - 1)));
    const mask = table.length - 1;
    for (let child = node + 1; child < end; child += subtreeSize(tree, child)) {
      let slot = slotOf(rankOf(tree, child), mask);
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = child;
    }
    this.tables.set(node, table);
    return table;
  }
}

/** The upper bits of the product are the ones that are spread. */
function slotOf(rank: number, mask: number): number {
  const product = Math.imul(rank, SPREAD);
  return (product ^ (product >>> 15)) & mask;
}

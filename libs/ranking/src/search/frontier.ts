import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { MaxHeap } from './max-heap.js';

/** A prefix whose children have not been asked about yet. */
export interface OpenPrefix {
  readonly node: number;
  readonly logProbability: number;
  /** The prefix whose answer led here; undefined for where the search began. */
  readonly from: OpenPrefix | undefined;
  /** No name below can be better. */
  bound: number;
  /** In which batch it was asked about; -1 while it is open. */
  batch: number;
}

/** The open prefixes of a search, best bound first; equal bounds by node. */
export class Frontier {
  private readonly heap = new MaxHeap<OpenPrefix>(isBetter);
  private readonly paths = new WeakMap<OpenPrefix, readonly number[]>();

  constructor(private readonly tree: PrefixTree) {}

  get size(): number {
    return this.heap.size;
  }

  /** The best bound; -Infinity when nothing is open. */
  get bestBound(): number {
    return this.heap.peek()?.bound ?? -Infinity;
  }

  push(node: number, logProbability: number, bound: number, from: OpenPrefix | undefined): void {
    this.heap.push({ node, logProbability, from, bound, batch: -1 });
  }

  /** Takes out up to `count` prefixes that can still become as good as `threshold`, best bound first. */
  take(count: number, threshold: number): OpenPrefix[] {
    const taken: OpenPrefix[] = [];
    while (taken.length < count && this.heap.size > 0 && this.bestBound >= threshold) taken.push(this.heap.pop() as OpenPrefix);
    return taken;
  }

  putBack(prefixes: readonly OpenPrefix[]): void {
    prefixes.forEach((prefix) => this.heap.push(prefix));
  }

  all(): readonly OpenPrefix[] {
    return this.heap.all();
  }

  /** Open prefixes in the order of their bounds, without taking them out. */
  inOrder(): Iterable<OpenPrefix> {
    return this.heap.inOrder();
  }

  /** Gives every open prefix a new bound. O(size), and what the bounds cost. */
  rebound(bound: (node: number, logProbability: number) => number): void {
    for (const prefix of this.heap.all()) prefix.bound = bound(prefix.node, prefix.logProbability);
    this.heap.restore();
  }

  /** Tokens from the root to a prefix. Those of prefixes that were asked about are kept, so that this is a walk from the parent. */
  pathOf(prefix: OpenPrefix): readonly number[] {
    const known = this.paths.get(prefix);
    if (known) return known;
    const { tree } = this;
    const path = prefix.from ? [...this.pathOf(prefix.from)] : [];
    // Where tokens were certain, several lie between a prefix and the one that led to it.
    for (let at = prefix.from?.node ?? 0; at !== prefix.node;) {
      let child = tree.firstChild(at);
      while (child + tree.subtreeSize(child) <= prefix.node) child = tree.nextSibling(child, at);
      path.push(tree.tokenOf(child));
      at = child;
    }
    this.paths.set(prefix, path);
    return path;
  }

  /**
   * The paths of what will be asked next, as it looks now, down to a bound, without those that go on from the prompt itself: most are, and no model
   * has to keep anything for them. O(size) before the first, O(log size) each.
   */
  *upcoming(threshold: number): Generator<readonly number[], void, undefined> {
    const deep = this.heap.all().filter(({ from, bound }) => from?.from !== undefined && bound >= threshold);
    for (const prefix of new MaxHeap(isBetter, deep).inOrder()) yield this.pathOf(prefix);
  }
}

function isBetter(a: OpenPrefix, b: OpenPrefix): boolean {
  return a.bound !== b.bound ? a.bound > b.bound : a.node < b.node;
}

import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { lengthPenalty } from './length-penalty.js';
import { MaxHeap } from './max-heap.js';
import type { TokenModel } from './token-model.js';

/** An entity that the search found. */
export interface SampledEntity {
  readonly entityId: string;
  /** log P(name, end | prompt), natural logarithm, over the full vocabulary. */
  readonly logProbability: number;
  /** Tokens of the best form, end marker included. */
  readonly length: number;
  /** logProbability / lp(length). */
  readonly score: number;
  /** Leaf of the best form in the tree. */
  readonly leaf: number;
}

export interface BestFirstOptions {
  readonly prompt: readonly number[];
  /** K: how many entities are wanted. */
  readonly count: number;
  /** α of the length penalty. */
  readonly alpha: number;
  /** Entities that are never returned (the seeds). */
  readonly exclude: ReadonlySet<string>;
  /** The search gives up after this many model steps and says so. */
  readonly maxSteps: number;
  readonly onProgress?: (steps: number, found: number) => void;
  readonly signal?: AbortSignal;
}

export interface SearchOutcome {
  /** Best first; ties by entity id. At most `count`. */
  readonly entities: readonly SampledEntity[];
  /** Model steps taken. */
  readonly steps: number;
  /** True when the result is proved to be the exact top K; false when `maxSteps` ended the search. */
  readonly exact: boolean;
}

interface Open {
  readonly node: number;
  readonly path: readonly number[];
  readonly logProbability: number;
  readonly bound: number;
}

/**
 * Best-first search for the K entities with the highest length-normalised log-probability.
 *
 * A prefix with log-probability l can at best become l / lp(longest key below): log-probabilities only fall, and a longer name divides
 * by more. This bound is admissible, so when the K-th best found entity is better than every open prefix, the top K is exact.
 * Batches of `model.batchSize` prefixes are asked together; the order of batches depends only on the model's answers.
 */
export async function bestFirstSearch(model: TokenModel, tree: PrefixTree, options: BestFirstOptions): Promise<SearchOutcome> {
  const found = new Map<string, SampledEntity>();
  const open = new MaxHeap<Open>((a, b) => (a.bound !== b.bound ? a.bound > b.bound : a.node < b.node));
  if (tree.keyCount > 0 && options.count > 0) open.push({ node: 0, path: [], logProbability: 0, bound: 0 });
  const threshold = new KthBest(options.count);
  let steps = 0;
  let outOfSteps = false;

  while (open.size > 0) {
    options.signal?.throwIfAborted();
    const batch: Open[] = [];
    while (batch.length < model.batchSize && open.size > 0 && (open.peek() as Open).bound >= threshold.value)
      batch.push(open.pop() as Open);
    if (batch.length === 0) break;
    if (steps + batch.length > options.maxSteps) {
      outOfSteps = true;
      break;
    }
    const children = batch.map((item) => tree.children(item.node));
    const answers = await model.logProbabilities(
      batch.map((item, i) => ({
        prompt: options.prompt,
        path: item.path,
        allowed: (children[i] as number[]).map((child) => tree.tokenOf(child)),
      })),
      options.signal,
    );
    steps += batch.length;
    batch.forEach((item, i) => {
      (children[i] as number[]).forEach((child, j) => {
        const logProbability = item.logProbability + ((answers[i] as Float64Array)[j] as number);
        if (!tree.isLeaf(child)) {
          const bound = logProbability / lengthPenalty(tree.longestBelow(child), options.alpha);
          open.push({ node: child, path: [...item.path, tree.tokenOf(child)], logProbability, bound });
          return;
        }
        const length = tree.depthOf(child);
        const score = logProbability / lengthPenalty(length, options.alpha);
        for (const entityId of tree.entitiesAt(child)) {
          const known = found.get(entityId);
          if (options.exclude.has(entityId) || (known && known.score >= score)) continue;
          found.set(entityId, { entityId, logProbability, length, score, leaf: child });
          threshold.offer(entityId, score);
        }
      });
    });
    options.onProgress?.(steps, found.size);
  }

  const entities = [...found.values()].sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1)).slice(0, options.count);
  return { entities, steps, exact: !outOfSteps };
}

/** The K-th best score seen so far, one score an entity; -Infinity until there are K. */
class KthBest {
  private readonly scores = new Map<string, number>();
  private cached = -Infinity;

  constructor(private readonly count: number) {}

  get value(): number {
    return this.cached;
  }

  offer(entityId: string, score: number): void {
    if (this.scores.size >= this.count && score <= this.cached) return;
    this.scores.set(entityId, score);
    if (this.scores.size < this.count) return;
    const sorted = [...this.scores].sort((a, b) => b[1] - a[1]);
    for (const [id] of sorted.slice(this.count)) this.scores.delete(id);
    this.cached = (sorted[this.count - 1] as [string, number])[1];
  }
}

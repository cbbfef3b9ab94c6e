import { requireWhole } from '../ranking-error.js';
import { createPrng } from '../random/prng.js';
import { Comparisons } from './heap-sort-comparisons.js';
import { levelsFromBottom, siftDown, usualPool } from './heap-sort-heap.js';
import { requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, StartProcedure } from './procedure.js';

export interface HeapSortOptions {
  /** True (the paper): each pair is judged in both orders, two calls, and counts only when the answers agree. False: one, in a random order. */
  readonly bothOrders?: boolean;
  /** How many candidates, from the first on, go into the heap. By default all, or as many as the calls can usually sort. */
  readonly pool?: number;
}

/**
 * Pairwise heap sort (PRP-Sorting): lists of two, whatever the task's list length; the heap gives up the best `depth` one after the other.
 *
 * With candidates in stage-1 order as the heap to start from: sift down level by level from the bottom (the nodes of a level at the same
 * time), then `depth` − 1 times replace the root by the last and sift down. Each level of a sift-down is two comparisons, children first,
 * one a round. A pair is judged once; its answer is remembered. At most 2·m + 2·(k − 1)·log₂ m comparisons of m candidates for the top k.
 *
 * Two contrary answers, or none that ranks both, leave it at the stage-1 order of the pair. Below the best come all others in stage-1 order, except that
 * those that beat a candidate move up to stand before it. So does everybody that the heap had not given up when the calls ran out.
 *
 * Source: Pairwise Ranking Prompting (Qin et al., NAACL Findings 2024, arXiv 2306.17563, PRP-Sorting); heap sort: Williams 1964, Floyd 1964.
 */
export function heapSort(options: HeapSortOptions = {}): StartProcedure {
  if (options.pool !== undefined) requireWhole('pool', options.pool, 2);
  return (task) => {
    requireTask(task);
    return sort(task, options);
  };
}

function* sort(task: RankingTask, { bothOrders = true, pool }: HeapSortOptions): Procedure {
  const { candidates, maxCalls } = task;
  const n = candidates.length;
  if (n < 2) return { order: candidates, endedBy: 'done', notes: [] };

  const affordable = Math.floor(maxCalls / (bothOrders ? 2 : 1));
  const size = Math.min(n, pool ?? usualPool(n, task.depth, affordable));
  const comparisons = new Comparisons(candidates, affordable, bothOrders, createPrng(task.seed));
  const heap = Array.from({ length: size }, (_, place) => place);
  const best: number[] = [];

  let complete = true;
  for (const level of levelsFromBottom(size)) complete &&= yield* comparisons.settle(level.map((node) => siftDown(heap, node)));
  while (complete && heap.length > 0 && best.length < task.depth) {
    best.push(heap[0] as number);
    const last = heap.pop() as number;
    if (heap.length === 0 || best.length === task.depth) break;
    heap[0] = last;
    complete = yield* comparisons.settle([siftDown(heap, 0)]);
  }
  const others = comparisons.extend(new Set(best));
  const short = size < n ? [`The heap held the first ${size} of ${n} candidates.`] : [];
  return {
    order: [...best, ...others].map((place) => candidates[place] as string),
    endedBy: complete && size === Math.min(n, pool ?? n) ? 'done' : 'calls',
    notes: [...short, ...comparisons.notes()],
  };
}

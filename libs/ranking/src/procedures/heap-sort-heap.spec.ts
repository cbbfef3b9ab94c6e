import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { levelsFromBottom, siftDown, usualPool, worstComparisons, type Walk } from './heap-sort-heap.js';

/** Leads a walk to its end where lower numbers are better. @returns the comparisons it took. */
function settle(walk: Walk): number {
  let asked = 0;
  for (let step = walk.next(); !step.done; step = walk.next(Math.min(...step.value))) asked++;
  return asked;
}

/** Sorts the best k of the heap. @returns them, and the comparisons that it took. */
function sortBest(heap: number[], k: number) {
  let comparisons = 0;
  for (const node of levelsFromBottom(heap.length).flat()) comparisons += settle(siftDown(heap, node));
  const best: number[] = [];
  while (best.length < k && heap.length > 0) {
    best.push(heap[0] as number);
    const last = heap.pop() as number;
    if (heap.length === 0 || best.length === k) break;
    heap[0] = last;
    comparisons += settle(siftDown(heap, 0));
  }
  return { best, comparisons };
}

const heaps = fc.integer({ min: 1, max: 80 }).chain((size) =>
  fc.record({
    heap: fc.integer().map((seed) => createPrng(seed).shuffled(Array.from({ length: size }, (_, i) => i))),
    k: fc.integer({ min: 1, max: 90 }),
  }),
);

describe('the heap', () => {
  it('gives up the best in order and never takes more comparisons than the worst case', () => {
    fc.assert(
      fc.property(heaps, ({ heap, k }) => {
        const size = heap.length;
        const { best, comparisons } = sortBest([...heap], k);
        expect(best).toEqual(Array.from({ length: Math.min(k, size) }, (_, i) => i));
        expect(comparisons).toBeLessThanOrEqual(worstComparisons(size, k));
      }),
      { numRuns: 200 },
    );
  });

  it('takes the comparisons of the worst case for some order of few', () => {
    const orders = (items: readonly number[]): number[][] =>
      items.length < 2
        ? [[...items]]
        : items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
    for (const [size, k] of [
      [2, 1],
      [3, 1],
      [5, 1],
      [6, 1],
      [7, 2],
    ] as const)
      expect(Math.max(...orders(Array.from({ length: size }, (_, i) => i)).map((heap) => sortBest(heap, k).comparisons))).toBe(
        worstComparisons(size, k),
      );
  });

  it('takes one look at each node, no more, where the order is a heap already', () => {
    const heap = Array.from({ length: 100 }, (_, i) => i);
    expect(sortBest(heap, 1).comparisons).toBe(2 * 50 - 1);
  });

  it('has its inner nodes in levels from the bottom', () => {
    expect(levelsFromBottom(12)).toEqual([[3, 4, 5], [1, 2], [0]]);
    expect(levelsFromBottom(1)).toEqual([]);
  });

  it('is as large as can usually be sorted with the comparisons: all, some, or none', () => {
    expect(usualPool(100, 10, 1000)).toBe(100);
    const some = usualPool(100, 10, 80);
    expect(0.7 * worstComparisons(some, 10)).toBeLessThanOrEqual(80);
    expect(0.7 * worstComparisons(some + 1, 10)).toBeGreaterThan(80);
    expect(usualPool(100, 10, 0)).toBeLessThan(2);
  });
});

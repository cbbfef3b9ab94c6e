/** Two candidates to compare, each by its stage-1 place. */
export type Pair = readonly [number, number];

/** A walk that asks for comparisons and is told the winner of each. */
export type Walk = Generator<Pair, void, number>;

/** Lets the node sink until it beats its children: at each level the children are compared, then the better one with the node. */
export function* siftDown(heap: number[], start: number): Walk {
  let node = start;
  for (let left = 2 * node + 1; left < heap.length; left = 2 * node + 1) {
    let child = left;
    if (left + 1 < heap.length) {
      const right = heap[left + 1] as number;
      if ((yield [heap[left] as number, right]) === right) child = left + 1;
    }
    const [parent, better] = [heap[node] as number, heap[child] as number];
    if ((yield [parent, better]) === parent) return;
    [heap[node], heap[child]] = [better, parent];
    node = child;
  }
}

/** The inner nodes of a heap, level by level from the bottom: those of one level sink independently of each other. */
export function levelsFromBottom(size: number): readonly (readonly number[])[] {
  const inner = Math.floor(size / 2);
  const levels: number[][] = [];
  for (let first = 0; first < inner; first = 2 * first + 1)
    levels.unshift(Array.from({ length: Math.min(first + 1, inner - first) }, (_, i) => first + i));
  return levels;
}

/** The most comparisons that the heap takes to give up the best k of m. O(m + k log m). */
export function worstComparisons(m: number, k: number): number {
  let sum = 0;
  const sink = new Array<number>(m).fill(0);
  for (let node = Math.floor(m / 2) - 1; node >= 0; node--) {
    const [left, right] = [2 * node + 1, 2 * node + 2];
    sink[node] = (right < m ? 2 : 1) + Math.max(sink[left] as number, sink[right] ?? 0);
    sum += sink[node] as number;
  }
  for (let size = m - 1; size > Math.max(1, m - k); size--) sum += sinkFromRoot(size);
  return sum;
}

/** The longest walk from the root goes down the left side; its last step is one comparison where the last leaf is an only child. */
function sinkFromRoot(size: number): number {
  const levels = Math.floor(Math.log2(size));
  const onlyChild = size === 2 ** levels;
  return 2 * levels - (onlyChild ? 1 : 0);
}

/**
 * The most of n candidates whose best k can usually be sorted in that many comparisons, taken as 70 % of the worst case: stage-1 order is a
 * heap to begin with as far as it is right, so that most nodes stay where they are. (Measured with simulated judges: 55 to 85 %, growing with
 * the pool and the worse stage 1 is; 70 % gave the best first pages of 60, 70, 75, 80 and 100 %.) 0 or 1 when there are too few comparisons
 * for two candidates.
 */
export function usualPool(n: number, k: number, comparisons: number): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (USUAL_SHARE * worstComparisons(middle, k) <= comparisons) low = middle;
    else high = middle - 1;
  }
  return low;
}

const USUAL_SHARE = 0.7;

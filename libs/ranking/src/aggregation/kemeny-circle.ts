import type { PairwiseCounts } from './pairwise-counts.js';

/** An order of candidates, and whether others are as good. */
export interface BestOrder {
  readonly order: readonly number[];
  readonly tied: boolean;
}

/**
 * The order of a few candidates that disagrees with the fewest comparisons among them; of several, the one that has the earlier candidate
 * where they begin to differ. Dynamic programming: the fewest disagreements within a set S are, over the candidate i that comes first,
 * those of S without i and the comparisons in which another one of S was put before i. O(2ᶜ c²) time, O(2ᶜ) memory for c candidates.
 * @param circle places of the candidates, rising; at most 20.
 */
export function bestOrderOf(circle: readonly number[], counts: PairwiseCounts): BestOrder {
  const c = circle.length;
  if (c === 1) return { order: circle, tied: false };
  const before = beforeTable(circle, counts);
  /** Comparisons that a set disagrees with when it is followed by `first` … : who of the set was put before `first`. */
  const against = (first: number, set: number): number => {
    let sum = 0;
    for (let rest = set; rest !== 0; rest &= rest - 1) sum += before[lowestBit(rest) * c + first]!;
    return sum;
  };
  const fewest = new Int32Array(1 << c);
  for (let set = 1; set < fewest.length; set++) {
    let best = Infinity;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const first = lowestBit(rest);
      best = Math.min(best, fewest[set & ~(1 << first)]! + against(first, set));
    }
    fewest[set] = best;
  }
  const order: number[] = [];
  let tied = false;
  for (let set = fewest.length - 1; set !== 0;) {
    const left = set;
    const firsts = circle.flatMap((_, i) => {
      const isBest = (left & (1 << i)) !== 0 && fewest[left & ~(1 << i)]! + against(i, left) === fewest[left];
      return isBest ? [i] : [];
    });
    tied ||= firsts.length > 1;
    order.push(circle[firsts[0]!]!);
    set &= ~(1 << firsts[0]!);
  }
  return { order, tied };
}

/** Cell i · c + j: how often the i-th candidate was put before the j-th. */
function beforeTable(circle: readonly number[], { starts, others, wins, losses }: PairwiseCounts): Int32Array {
  const c = circle.length;
  const table = new Int32Array(c * c);
  const local = new Map(circle.map((place, i) => [place, i]));
  circle.forEach((place, i) => {
    for (let pair = starts[place]!; pair < starts[place + 1]!; pair++) {
      const j = local.get(others[pair]!);
      if (j === undefined) continue;
      table[i * c + j] = wins[pair]!;
      table[j * c + i] = losses[pair]!;
    }
  });
  return table;
}

const lowestBit = (set: number): number => 31 - Math.clz32(set & -set);

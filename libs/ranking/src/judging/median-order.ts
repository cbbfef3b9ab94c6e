/** `votes[a][b]`: how many answers put a before b; square. Members are the numbers 0 … k − 1. */
export type PairVotes = readonly Int32Array[];

/** Σ of Kendall distances of an order to the answers: votes for pairs that the order has the other way round. O(k²). */
export function kendallSum(votes: PairVotes, order: readonly number[]): number {
  let sum = 0;
  order.forEach((before, place) => {
    for (const after of order.slice(place + 1)) sum += votes[after]?.[before] as number;
  });
  return sum;
}

/**
 * The order with the least {@link kendallSum}; of several the first in the order of the numbers.
 * Dynamic programming over the sets of members that are still to be placed (Held and Karp 1962): the best cost of a set is the least, over its
 * members, of putting that one first. O(2ᵏ·k²) time, O(2ᵏ) memory.
 */
export function exactMedian(votes: PairVotes): number[] {
  const k = votes.length;
  const best = new Int32Array(2 ** k);
  const costOfFirst = (set: number, first: number): number => {
    let cost = best[set & ~(1 << first)] as number;
    for (let other = 0; other < k; other++) if (other !== first && set & (1 << other)) cost += votes[other]?.[first] as number;
    return cost;
  };
  for (let set = 1; set < best.length; set++) {
    let least = Infinity;
    for (let first = 0; first < k; first++) if (set & (1 << first)) least = Math.min(least, costOfFirst(set, first));
    best[set] = least;
  }
  const order: number[] = [];
  for (let set = best.length - 1; set > 0; set &= ~(1 << (order.at(-1) as number)))
    for (let first = 0; first < k; first++)
      if (set & (1 << first) && costOfFirst(set, first) === best[set]) {
        order.push(first);
        break;
      }
  return order;
}

/**
 * The order of the numbers, improved by swaps of neighbours as long as one lowers {@link kendallSum}: no two neighbours of the result have more
 * votes for the other order. Each swap lowers the sum by at least one, so it ends.
 */
export function swappedMedian(votes: PairVotes): number[] {
  const order = votes.map((_, member) => member);
  for (let changed = true; changed;) {
    changed = false;
    for (let place = 0; place + 1 < order.length; place++) {
      const [a, b] = [order[place] as number, order[place + 1] as number];
      if ((votes[b]?.[a] as number) <= (votes[a]?.[b] as number)) continue;
      [order[place], order[place + 1]] = [b, a];
      changed = true;
    }
  }
  return order;
}

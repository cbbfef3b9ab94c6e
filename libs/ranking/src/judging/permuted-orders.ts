import { createPrng } from '../random/prng.js';
import { requireWhole } from '../ranking-error.js';

/**
 * Orders in which a list is shown: first the given one, then random ones. All differ as long as there are that many; after that the same come
 * again in the same turn. O(count·L) expected.
 * @param seed any integer; its low 32 bits count. @throws RankingError `INVALID_SETTING` for count < 1.
 */
export function permutedOrders<T>(members: readonly T[], count: number, seed: number): readonly (readonly T[])[] {
  requireWhole('count', count, 1);
  const prng = createPrng(seed);
  const places = [...members.keys()];
  const different = factorialUpTo(members.length, count);
  const seen = new Set([places.join()]);
  const orders: (readonly T[])[] = [members];
  while (orders.length < different) {
    const order = prng.shuffled(places);
    if (seen.has(order.join())) continue;
    seen.add(order.join());
    orders.push(order.map((place) => members[place] as T));
  }
  return Array.from({ length: count }, (_, i) => orders[i % orders.length] as readonly T[]);
}

/** min(n!, limit). */
function factorialUpTo(n: number, limit: number): number {
  let product = 1;
  for (let factor = 2; factor <= n && product < limit; factor++) product *= factor;
  return Math.min(product, limit);
}

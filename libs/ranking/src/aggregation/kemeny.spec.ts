import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import type { AggregationInput } from './aggregator.js';
import { createKemeny, kemeny } from './kemeny.js';
import { orderOf } from './order-of.js';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const complete = (...ids: string[]): Judgement => ({ outcome: 'complete', shownIds: ids, rankedIds: ids });

/** Comparisons that an order has the other way round. */
function disagreements(order: readonly string[], { judgements }: AggregationInput): number {
  let count = 0;
  for (const { rankedIds } of judgements)
    rankedIds.forEach((a, i) => rankedIds.slice(i + 1).forEach((b) => (count += Number(order.indexOf(b) < order.indexOf(a)))));
  return count;
}

function permutations(ids: readonly string[]): string[][] {
  if (ids.length === 0) return [[]];
  return ids.flatMap((first) => permutations(ids.filter((id) => id !== first)).map((rest) => [first, ...rest]));
}

/** n candidates of which each beats the next half of the others, round in a circle. */
function circle(n: number): AggregationInput {
  const candidates = Array.from({ length: n }, (_, i) => `c${i}`);
  const judgements = candidates.flatMap((a, i) =>
    Array.from({ length: Math.floor((n - 1) / 2) }, (_, step) => complete(a, candidates[(i + step + 1) % n] as string)),
  );
  return { candidates, judgements };
}

describe('kemeny', () => {
  it.each(golden.kemeny)(
    'disagrees with as few comparisons as the best of all orders tried in Python, and says whether others do: $title',
    (entry) => {
      const input = inputOf(entry);
      const aggregation = kemeny(input);
      expect(aggregation.components).toHaveLength(1);
      expect(disagreements(orderOf(aggregation), input)).toBe(entry.kemeny.disagreements);
      expect(aggregation.notes).toHaveLength(entry.kemeny.orders > 1 ? 1 : 0);
    },
  );

  it('is as good as the best of all orders, for any judgements, and says just when others are as good', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids), { maxLength: 8 }), (lists) => {
        const input = {
          candidates: ids,
          judgements: [complete('a', 'b'), complete('c', 'd', 'e'), complete('e', 'a'), ...lists.map((list) => complete(...list))],
        };
        const aggregation = kemeny(input);
        const all = permutations(ids).map((order) => disagreements(order, input));
        const fewest = Math.min(...all);
        expect(disagreements(orderOf(aggregation), input)).toBe(fewest);
        expect(aggregation.notes.length > 0).toBe(all.filter((count) => count === fewest).length > 1);
      }),
      { numRuns: 40 },
    );
  });

  it('gives places from 1 down to 0 within each group, and the earlier candidate the better place where orders tie', () => {
    const judgements = [complete('b', 'a'), complete('a', 'b'), complete('e', 'c', 'd')];
    const { scores, notes } = kemeny({ candidates: ['a', 'b', 'c', 'd', 'e', 'x'], judgements });
    expect(scores.map(({ value }) => value)).toEqual([1, 0, 0.5, 0, 1, null]);
    expect(notes).toHaveLength(1);
  });

  it('breaks a circle where its earliest candidate comes first', () => {
    const judgements = [complete('b', 'c'), complete('c', 'a'), complete('a', 'b')];
    expect(orderOf(kemeny({ candidates: ['a', 'b', 'c'], judgements }))).toEqual(['a', 'b', 'c']);
    expect(orderOf(kemeny({ candidates: ['c', 'b', 'a'], judgements }))).toEqual(['c', 'a', 'b']);
  });

  it('orders any number of candidates that no majority runs round in a circle', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const judgements = ids.slice(0, -2).map((_, i) => complete(...ids.slice(i, i + 3)));
    const aggregation = kemeny({ candidates: [...ids].reverse(), judgements });
    expect(orderOf(aggregation)).toEqual(ids);
    expect(aggregation.notes).toEqual([]);
  });

  it('solves a circle of 13 and refuses one of 17', () => {
    const input = circle(13);
    const order = orderOf(kemeny(input));
    // Cutting a circle of n, each ahead of the next h = 6, turns h(h + 1)/2 pairs round; no order does better.
    expect(disagreements(order, input)).toBe(21);
    expect(() => kemeny(circle(17))).toThrow(expect.objectContaining({ code: 'TOO_MANY_CANDIDATES', value: 17 }));
    expect(() => createKemeny({ maxCircle: 12 })(input)).toThrow(expect.objectContaining({ code: 'TOO_MANY_CANDIDATES', value: 13 }));
  });

  it.each([0, 21, 2.5, NaN])('refuses circles of up to %p', (maxCircle) => {
    expect(() => createKemeny({ maxCircle })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'maxCircle' }));
  });
});

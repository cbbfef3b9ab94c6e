import fc from 'fast-check';
import { exactMedian, kendallSum, swappedMedian, type PairVotes } from './median-order.js';

const votesOf = (rankings: readonly (readonly number[])[], k: number): PairVotes =>
  Array.from({ length: k }, (_, a) =>
    Int32Array.from({ length: k }, (__, b) =>
      a === b ? 0 : rankings.filter((ranking) => ranking.includes(a) && ranking.indexOf(a) < ranking.indexOf(b)).length,
    ),
  );
const permutations = (items: readonly number[]): number[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));

const anyRankings = fc.integer({ min: 1, max: 6 }).chain((k) =>
  fc.record({
    k: fc.constant(k),
    rankings: fc.array(fc.shuffledSubarray([...Array(k).keys()], { minLength: 0 }), { minLength: 1, maxLength: 6 }),
  }),
);

describe('exactMedian', () => {
  it('has the least sum of Kendall distances of all orders and is the first of those that have it', () => {
    fc.assert(
      fc.property(anyRankings, ({ k, rankings }) => {
        const votes = votesOf(rankings, k);
        const all = permutations([...Array(k).keys()]);
        const least = Math.min(...all.map((order) => kendallSum(votes, order)));
        expect(exactMedian(votes)).toEqual(all.find((order) => kendallSum(votes, order) === least));
      }),
      { numRuns: 100 },
    );
  });

  it('is defined for one member and for none', () => {
    expect(exactMedian([])).toEqual([]);
    expect(exactMedian([new Int32Array(1)])).toEqual([0]);
  });
});

describe('swappedMedian', () => {
  it('is no worse than the order it starts from, has no neighbours that most votes would swap, and never beats the exact one', () => {
    fc.assert(
      fc.property(anyRankings, ({ k, rankings }) => {
        const votes = votesOf(rankings, k);
        const order = swappedMedian(votes);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(k).keys()]);
        expect(kendallSum(votes, order)).toBeLessThanOrEqual(kendallSum(votes, [...Array(k).keys()]));
        expect(kendallSum(votes, order)).toBeGreaterThanOrEqual(kendallSum(votes, exactMedian(votes)));
        const isSwapped = (b: number, i: number) =>
          i > 0 && Number(votes[b]?.[order[i - 1] as number]) > Number(votes[order[i - 1] as number]?.[b]);
        expect(order.some(isSwapped)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('sorts by the votes when they agree', () => {
    expect(swappedMedian(votesOf([[3, 1, 0, 2]], 4))).toEqual([3, 1, 0, 2]);
  });
});

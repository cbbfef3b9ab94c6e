import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { weightedExposures, weightedLists } from './weighted-lists.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const sizes = fc.record({
  n: fc.integer({ min: 2, max: 60 }),
  length: fc.integer({ min: 2, max: 20 }),
  lists: fc.integer({ min: 1, max: 25 }),
  seed: fc.integer(),
  steepness: fc.double({ min: 0, max: 3, noNaN: true }),
});

describe('weightedLists', () => {
  it('fills every list, shows nobody twice in one, and everybody as often as its exposures say', () => {
    fc.assert(
      fc.property(sizes, ({ n, length, lists, seed, steepness }) => {
        const size = Math.min(length, n);
        const chosen = Math.min(n, lists * size);
        const weights = Array.from({ length: chosen }, (_, i) => (1 - i / chosen) ** steepness);
        const exposures = weightedExposures(weights, lists * size, lists);
        expect(exposures.reduce((sum, times) => sum + times, 0)).toBe(lists * size);
        expect(exposures.every((times, i) => times >= 1 && times <= lists && times <= (exposures[i - 1] ?? lists))).toBe(true);
        const dealt = weightedLists(ids(chosen), exposures, lists, createPrng(seed));
        expect(dealt.map((list) => list.length)).toEqual(Array.from({ length: lists }, () => size));
        const shown = new Map<string, number>();
        for (const list of dealt) {
          expect(new Set(list).size).toBe(list.length);
          for (const id of list) shown.set(id, (shown.get(id) ?? 0) + 1);
        }
        expect(ids(chosen).map((id) => shown.get(id))).toEqual(exposures);
      }),
      { numRuns: 200 },
    );
  });

  it('gives every list the same spread of strong and weak', () => {
    const dealt = weightedLists(ids(100), new Array<number>(100).fill(1), 5, createPrng(1));
    const sums = dealt.map((list) => list.reduce((sum, id) => sum + Number(id.slice(1)), 0));
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThan(150);
    for (const list of dealt) expect(list.filter((id) => Number(id.slice(1)) < 10)).toHaveLength(2);
  });

  it('is the same for the same seed and another for another', () => {
    const lists = (seed: number) => JSON.stringify(weightedLists(ids(20), new Array<number>(20).fill(2), 4, createPrng(seed)));
    expect(lists(1)).toBe(lists(1));
    expect(lists(1)).not.toBe(lists(2));
  });

  it('refuses what cannot be dealt', () => {
    expect(() => weightedExposures([1, 1], 5, 2)).toThrow(/2 to 4 slots/);
    expect(() => weightedLists(ids(2), [3, 1], 2, createPrng(1))).toThrow(/2 lists/);
    expect(weightedExposures([], 0, 3)).toEqual([]);
    expect(weightedExposures([0, 0], 3, 2)).toEqual([2, 1]);
  });
});

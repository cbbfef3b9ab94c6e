import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { pairCoverage } from './pair-coverage.js';
import { triangularDesign, triangularVertices } from './triangular-design.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const settings = (listLength: number, listsPerCandidate = 2) => ({ listLength, listsPerCandidate });

describe('triangularDesign', () => {
  it('is the complete graph when n = v·(v − 1)/2: v lists of v − 1, and any two lists share exactly one candidate', () => {
    for (const [n, v] of [
      [6, 4],
      [10, 5],
      [15, 6],
      [45, 10],
      [55, 11],
    ] as const) {
      const lists = triangularDesign.lists(ids(n), settings(v - 1), createPrng(2));
      expect(lists.map((list) => list.length)).toEqual(new Array(v).fill(v - 1));
      for (const [i, a] of lists.entries()) for (const b of lists.slice(i + 1)) expect(a.filter((id) => b.includes(id))).toHaveLength(1);
    }
  });

  it('never lets two candidates meet twice, links all of them and keeps sizes within one, whatever n and L', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), fc.integer({ min: 2, max: 25 }), fc.integer(), (n, listLength, seed) => {
        if (n <= listLength) return;
        const coverage = pairCoverage(triangularDesign.lists(ids(n), settings(listLength), createPrng(seed)), ids(n));
        expect(coverage.met).toHaveLength(2);
        expect(coverage.components).toHaveLength(1);
        expect(coverage.exposures).toEqual({ smallest: 2, largest: 2 });
        const { smallest, largest } = coverage.listSizes as { smallest: number; largest: number };
        expect(largest).toBeLessThanOrEqual(listLength);
        expect(smallest).toBeGreaterThanOrEqual(Math.max(2, largest - 1));
      }),
      { numRuns: 300 },
    );
  });

  it('takes as few lists as any design can where lists of L leave room for edges', () => {
    expect(triangularVertices(100, 10)).toBe(20);
    expect(triangularVertices(1000, 20)).toBe(100);
    // 100 edges need 15 vertices, and so lists of 13 or 14 where 20 were allowed.
    expect(triangularVertices(100, 20)).toBe(15);
  });

  it('repeats itself for r = 4 with new places', () => {
    const lists = triangularDesign.lists(ids(45), settings(9, 4), createPrng(1));
    expect(lists).toHaveLength(20);
    const pairs = (half: typeof lists) => JSON.stringify(half.map((list) => [...list].sort()).sort());
    expect(pairs(lists.slice(0, 10))).not.toBe(pairs(lists.slice(10)));
  });

  it('refuses an odd r, even where there is nothing to judge', () => {
    for (const n of [0, 5, 45])
      expect(() => triangularDesign.count(n, settings(9, 3))).toThrow(
        expect.objectContaining({ code: 'DESIGN_IMPOSSIBLE', field: 'listsPerCandidate', value: 3 }),
      );
  });
});

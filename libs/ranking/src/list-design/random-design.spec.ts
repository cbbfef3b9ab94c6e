import { createPrng } from '../random/prng.js';
import { pairCoverage } from './pair-coverage.js';
import { randomDesign } from './random-design.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

describe('randomDesign', () => {
  it('cuts each of the r shuffles into ⌈n / L⌉ lists that hold everybody once', () => {
    const lists = randomDesign.lists(ids(25), { listLength: 10, listsPerCandidate: 3 }, createPrng(3));
    expect(lists).toHaveLength(9);
    for (const start of [0, 3, 6]) {
      expect(
        lists
          .slice(start, start + 3)
          .flat()
          .sort(),
      ).toEqual(ids(25).sort());
      expect(lists.slice(start, start + 3).map((list) => list.length)).toEqual([8, 8, 9]);
    }
  });

  it('does nothing about pairs: of 100 candidates in lists of 10, about one pair in 121 meets in both shuffles', () => {
    // P(together in one shuffle) = 9/99, so of 4,950 pairs 4,950 / 121 ≈ 41 are expected to meet in both.
    let twice = 0;
    for (let seed = 0; seed < 40; seed++) {
      const lists = randomDesign.lists(ids(100), { listLength: 10, listsPerCandidate: 2 }, createPrng(seed));
      twice += pairCoverage(lists, ids(100)).met[2] ?? 0;
    }
    expect(twice / 40).toBeGreaterThan(37);
    expect(twice / 40).toBeLessThan(45);
  });
});

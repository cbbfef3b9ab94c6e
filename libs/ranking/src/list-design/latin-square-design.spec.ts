import fc from 'fast-check';
import { createPrng, type Prng } from '../random/prng.js';
import { RankingError } from '../ranking-error.js';
import { latinSquareDesign, latinSquareSide } from './latin-square-design.js';
import { pairCoverage } from './pair-coverage.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const unshuffled: Prng = { below: () => 0, shuffled: (items) => [...items] };
const settings = (listLength: number, listsPerCandidate: number) => ({ listLength, listsPerCandidate });

describe('latinSquareDesign', () => {
  it('makes the rows and the columns of a full square for r = 2', () => {
    const lists = latinSquareDesign.lists(ids(9), settings(3, 2), unshuffled).map((list) => [...list].sort().join(' '));
    // Candidates stand along the diagonals (i, −i), (i, 1 − i), (i, 2 − i): c0 is in (0, 0), c1 in (1, 2), c2 in (2, 1).
    expect(lists.slice(0, 3)).toEqual(['c0 c3 c6', 'c1 c4 c7', 'c2 c5 c8']);
    expect(lists.slice(3)).toEqual(['c0 c4 c8', 'c2 c3 c7', 'c1 c5 c6']);
  });

  it('never lets two candidates meet twice, whatever n, L and r, unless all fit into one list', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 200 }),
        fc.integer({ min: 2, max: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer(),
        (n, listLength, r, seed) => {
          if (n <= listLength) return;
          let lists;
          try {
            lists = latinSquareDesign.lists(ids(n), settings(listLength, r), createPrng(seed));
          } catch (error) {
            expect((error as RankingError).code).toBe('DESIGN_IMPOSSIBLE');
            return;
          }
          const coverage = pairCoverage(lists, ids(n));
          expect(coverage.met.length).toBeLessThanOrEqual(2);
          if (r > 1) expect(coverage.components).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('meets every pair exactly once in an affine plane: n = v², v prime, r = v + 1', () => {
    const lists = latinSquareDesign.lists(ids(49), settings(7, 8), createPrng(5));
    expect(pairCoverage(lists, ids(49)).met).toEqual([0, (49 * 48) / 2]);
  });

  it('takes the smallest square with classes enough', () => {
    expect(latinSquareSide(100, settings(10, 2))).toBe(10);
    expect(latinSquareSide(100, settings(10, 3))).toBe(10);
    // Slopes 0, 1 and 2 cross twice in an even square; 99 candidates need a class to leave cells empty along.
    expect(latinSquareSide(100, settings(10, 4))).toBe(11);
    expect(latinSquareSide(99, settings(10, 3))).toBe(11);
    // Lists of at most 20: a square of 2,500 cells, 1,000 of them used.
    expect(latinSquareSide(1000, settings(20, 2))).toBe(50);
  });

  it('says that it cannot when a square would leave a list with fewer than two members', () => {
    for (const [n, listLength, r] of [
      [3, 2, 1],
      [5, 3, 2],
      [30, 10, 20],
    ] as const)
      expect(() => latinSquareDesign.count(n, settings(listLength, r))).toThrow(
        expect.objectContaining({ name: 'RankingError', code: 'DESIGN_IMPOSSIBLE', field: 'listsPerCandidate', value: r }),
      );
  });
});

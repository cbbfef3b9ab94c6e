import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { dealGroups, tournamentGroupDesign } from './tournament-groups.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => String(i));

describe('dealGroups', () => {
  it('turns round at the end of each row', () => {
    expect(dealGroups(ids(8), 3)).toEqual([
      ['0', '5', '6'],
      ['1', '4', '7'],
      ['2', '3'],
    ]);
  });

  it('deals straight as TourRank does', () => {
    expect(dealGroups(ids(8), 3, 'straight')).toEqual([
      ['0', '3', '6'],
      ['1', '4', '7'],
      ['2', '5'],
    ]);
  });

  it('leaves groups empty when there are fewer candidates than groups, and refuses to make none', () => {
    expect(dealGroups(['a'], 2)).toEqual([['a'], []]);
    expect(() => dealGroups(['a'], 0)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'groupCount' }));
  });

  it('gives all groups the same sum of places when the rows pair up, which straight dealing does not', () => {
    const sums = (dealing: 'snake' | 'straight') =>
      dealGroups(ids(40), 5, dealing).map((group) => group.reduce((sum, id) => sum + Number(id), 0));
    expect(new Set(sums('snake')).size).toBe(1);
    expect(Math.max(...sums('straight')) - Math.min(...sums('straight'))).toBe(32);
  });
});

describe('tournamentGroupDesign', () => {
  it('puts one of each row of the stage-1 order into each group, in every draw', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer(),
        (n, listLength, r, seed) => {
          const groupCount = Math.ceil(n / listLength);
          const lists = tournamentGroupDesign.lists(ids(n), { listLength, listsPerCandidate: r }, createPrng(seed));
          expect(lists).toHaveLength(r * groupCount);
          const isMixed = (list: readonly string[]) =>
            new Set(list.map((id) => Math.floor(Number(id) / groupCount))).size === list.length &&
            list.length >= Math.floor(n / groupCount);
          expect(lists.filter((list) => !isMixed(list))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('starts with the snake and draws other groups after that', () => {
    const lists = tournamentGroupDesign.lists(ids(12), { listLength: 4, listsPerCandidate: 2 }, createPrng(9));
    const groups = (part: typeof lists) => part.map((list) => [...list].sort((a, b) => Number(a) - Number(b)));
    expect(groups(lists.slice(0, 3))).toEqual(dealGroups(ids(12), 3));
    expect(groups(lists.slice(3))).not.toEqual(dealGroups(ids(12), 3));
  });
});

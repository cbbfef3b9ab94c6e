import fc from 'fast-check';
import { createPrng, type Prng } from '../random/prng.js';
import { balancedShortLists, countShortLists } from './balanced-design.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

/** The design word for word: every meeting in a table of all pairs, every list scanned anew for each member. Recorded runs rest on its lists. */
function slowBalancedShortLists(candidates: readonly string[], listLength: number, listsPerCandidate: number, prng: Prng): string[][] {
  const n = candidates.length;
  const count = countShortLists(n, listLength, listsPerCandidate);
  const owed = new Array<number>(n).fill(listsPerCandidate);
  const met = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const edge = (at: number) => Math.floor((at * n * listsPerCandidate) / count);
    const order = prng.shuffled([...candidates.keys()]);
    const members: number[] = [];
    while (members.length < edge(index + 1) - edge(index)) {
      const open = order.filter((i) => !members.includes(i) && owed[i] !== 0);
      const mostOwed = Math.max(...open.map((i) => owed[i] as number));
      const meetings = (i: number) => members.reduce((sum, j) => sum + (met.get(`${i} ${j}`) ?? 0), 0);
      const next = open.filter((i) => owed[i] === mostOwed).reduce((best, i) => (meetings(i) < meetings(best) ? i : best));
      for (const member of members) for (const pair of [`${member} ${next}`, `${next} ${member}`]) met.set(pair, (met.get(pair) ?? 0) + 1);
      members.push(next);
      owed[next] = (owed[next] as number) - 1;
    }
    return prng.shuffled(members).map((member) => candidates[member] as string);
  });
}

describe('balancedShortLists', () => {
  it('shows every candidate exactly r times, never twice in a list, in lists whose sizes differ by at most one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 2, max: 15 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer(),
        (n, length, r, seed) => {
          const lists = balancedShortLists(ids(n), length, r, createPrng(seed));
          expect(lists).toHaveLength(countShortLists(n, length, r));
          const exposures = new Map<string, number>();
          for (const list of lists) {
            expect(new Set(list).size).toBe(list.length);
            for (const id of list) exposures.set(id, (exposures.get(id) ?? 0) + 1);
          }
          if (n >= 2) for (const id of ids(n)) expect(exposures.get(id) ?? 0).toBe(r);
          const sizes = lists.map((list) => list.length);
          if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          if (sizes.length > 0) expect(Math.max(...sizes)).toBeLessThanOrEqual(length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the planner: the count is ⌈n·r/L⌉ for all n from 0 to 300', () => {
    for (let n = 0; n <= 300; n++) {
      expect(balancedShortLists(ids(n), 10, 1, createPrng(1))).toHaveLength(countShortLists(n, 10, 1));
      if (n >= 10) expect(countShortLists(n, 10, 5)).toBe(Math.ceil((n * 5) / 10));
    }
  });

  it('gives the same lists for the same seed and other lists for another', () => {
    const lists = (seed: number) => JSON.stringify(balancedShortLists(ids(40), 10, 3, createPrng(seed)));
    expect(lists(1)).toBe(lists(1));
    expect(lists(1)).not.toBe(lists(2));
  });

  it('spreads pairs: hardly any pair meets twice where the pigeonhole allows none, far fewer than in random lists', () => {
    const repeated = (lists: readonly (readonly string[])[]) => {
      const met = new Map<string, number>();
      for (const list of lists)
        for (const a of list) for (const b of list) if (a < b) met.set(`${a} ${b}`, (met.get(`${a} ${b}`) ?? 0) + 1);
      return [...met.values()].filter((times) => times > 1).length;
    };
    const prng = createPrng(7);
    const random = [0, 1].flatMap(() => {
      const order = prng.shuffled(ids(100));
      return Array.from({ length: 10 }, (_, i) => order.slice(i * 10, i * 10 + 10));
    });
    expect(repeated(balancedShortLists(ids(100), 10, 2, createPrng(1)))).toBeLessThanOrEqual(repeated(random) / 4);
  });

  it('gives the very lists of the plain algorithm, which recorded runs rest on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 2, max: 45 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer(),
        (n, length, r, seed) => {
          expect(balancedShortLists(ids(n), length, r, createPrng(seed))).toEqual(
            slowBalancedShortLists(ids(n), length, r, createPrng(seed)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives these lists for seed 42, today and ever', () => {
    expect(balancedShortLists([...'abcdefg'], 3, 2, createPrng(42)).map((list) => list.join(''))).toEqual([
      'fg',
      'acb',
      'dbe',
      'agd',
      'ecf',
    ]);
  });

  it('repeats lists in other orders when r is more than there are different lists', () => {
    const lists = balancedShortLists(['a', 'b'], 2, 5, createPrng(1));
    expect(lists).toHaveLength(5);
    for (const list of lists) expect([...list].sort()).toEqual(['a', 'b']);
  });
});

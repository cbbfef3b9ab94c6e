import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { RankingError } from '../ranking-error.js';
import type { DesignSettings, ListDesign, ShortLists } from './list-design.js';
import { LIST_DESIGNS } from './list-designs.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const settings = (listLength: number, listsPerCandidate: number): DesignSettings => ({ listLength, listsPerCandidate });
const designs = LIST_DESIGNS.map((design) => [design.name, design] as const);

/** The value, or the code of the refusal. */
function codeOr<T>(make: () => T): T | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof RankingError) return error.code;
    throw error;
  }
}

const made = (design: ListDesign, n: number, wanted: DesignSettings, seed = 1): ShortLists | string =>
  codeOr(() => design.lists(ids(n), wanted, createPrng(seed)));
const counted = (design: ListDesign, n: number, wanted: DesignSettings): number | string => codeOr(() => design.count(n, wanted));

describe.each(designs)('the design "%s"', (name, design) => {
  it('plans exactly the lists that it makes, for all n from 0 to 300', () => {
    const different = [];
    for (let n = 0; n <= 300; n++)
      for (const wanted of [settings(10, 2), ...(n % 4 === 0 ? [settings(20, (n / 4) % 7)] : [])]) {
        const lists = made(design, n, wanted);
        if (counted(design, n, wanted) !== (typeof lists === 'string' ? lists : lists.length)) different.push([n, wanted]);
      }
    expect(different).toEqual([]);
  });

  it('plans exactly the lists that it makes, or refuses both alike, for any L and r; lists fit L and hold nobody twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 2, max: 130 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer(),
        (n, listLength, r, seed) => {
          const wanted = settings(listLength, r);
          const lists = made(design, n, wanted, seed);
          if (typeof lists === 'string') {
            expect(['latin-square', 'triangular', 'sliding-windows']).toContain(name);
            expect(lists).toBe('DESIGN_IMPOSSIBLE');
            expect(counted(design, n, wanted)).toBe(lists);
            return;
          }
          expect(counted(design, n, wanted)).toBe(lists.length);
          const known = new Set(ids(n));
          const isSound = (list: readonly string[]) =>
            list.length <= listLength &&
            list.length >= (listLength === 2 ? 1 : 2) &&
            new Set(list).size === list.length &&
            list.every((id) => known.has(id));
          expect(lists.filter((list) => !isSound(list))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows every candidate exactly r times in lists whose sizes differ by at most one (sliding windows: at least once)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 120 }), fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 6 }), (n, listLength, r) => {
        const lists = made(design, n, settings(listLength, r));
        if (typeof lists === 'string') return;
        const exposures = new Map(ids(n).map((id) => [id, 0]));
        for (const id of lists.flat()) exposures.set(id, (exposures.get(id) ?? 0) + 1);
        if (name === 'sliding-windows') expect(Math.min(...exposures.values())).toBeGreaterThanOrEqual(1);
        else expect([...exposures.values()].every((times) => times === r)).toBe(true);
        const sizes = lists.map((list) => list.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same lists for the same seed', () => {
    const text = (seed: number) => JSON.stringify(made(design, 64, settings(8, 2), seed));
    expect(text(7)).toBe(text(7));
    if (name === 'sliding-windows') expect(text(7)).toBe(text(8));
    else expect(text(7)).not.toBe(text(8));
  });

  it('makes no lists of nobody, of one candidate, or for r = 0', () => {
    expect(made(design, 0, settings(10, 2))).toEqual([]);
    expect(made(design, 1, settings(10, 2))).toEqual([]);
    expect(made(design, 50, settings(10, 0))).toEqual([]);
  });

  it('shows everybody in each list when there are no more candidates than places', () => {
    for (const n of [2, 3, 8]) {
      const lists = made(design, n, settings(8, 2));
      expect(lists).toHaveLength(name === 'sliding-windows' ? 1 : 2);
      for (const list of lists as ShortLists) expect([...list].sort()).toEqual(ids(n));
    }
  });

  it('refuses wrong settings before anything else, in the plan and in the making', () => {
    for (const wanted of [settings(1, 2), settings(2.5, 2), settings(10, -2), settings(10, NaN)]) {
      expect(made(design, 0, wanted)).toBe('INVALID_SETTING');
      expect(counted(design, 0, wanted)).toBe('INVALID_SETTING');
    }
    expect(counted(design, 1.5, settings(10, 2))).toBe('INVALID_SETTING');
    expect(codeOr(() => design.lists(['a', 'b', 'a'], settings(2, 2), createPrng(1)))).toBe('DUPLICATE_ID');
  });
});

describe('LIST_DESIGNS', () => {
  it('has every design under a name of its own', () => {
    expect(new Set(LIST_DESIGNS.map((design) => design.name)).size).toBe(6);
  });
});

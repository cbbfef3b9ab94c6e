import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { batchCount, coverable, Shuffler } from './shuffled-batches-shuffler.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

describe('Shuffler', () => {
  it('makes full batches of different members and shows nobody more than once more often than others', () => {
    const cases = [fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 6 }), fc.integer()] as const;
    fc.assert(
      fc.property(...cases, (n, listLength, shuffles, seed) => {
        const shuffler = new Shuffler(ids(n), listLength, createPrng(seed));
        const exposures = new Map(ids(n).map((id) => [id, 0]));
        for (let i = 0; i < shuffles; i++) {
          const batches = shuffler.next();
          expect(batches).toHaveLength(batchCount(n, listLength));
          expect(batches.every((batch) => batch.length === Math.min(n, listLength))).toBe(true);
          expect(new Set(batches.flat()).size).toBe(batches.flat().length);
          for (const id of batches.flat()) exposures.set(id, (exposures.get(id) ?? 0) + 1);
        }
        expect(Math.max(...exposures.values()) - Math.min(...exposures.values())).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it('shuffles anew each time', () => {
    const shuffler = new Shuffler(ids(20), 20, createPrng(1));
    expect(shuffler.next()).not.toEqual(shuffler.next());
  });
});

describe('coverable', () => {
  it.each([
    [100, 9, 20, 0.5, 100],
    [100, 8, 20, 0.5, 99],
    [100, 1, 20, 0.5, 20],
    [15, 1, 20, 0.5, 15],
    [1000, 50, 20, 0, 1000],
    [1000, 49, 20, 0, 980],
  ])('of %i candidates, with %i calls of %i and ratio %f, are %i', (size, calls, listLength, ratio, expected) => {
    expect(coverable(size, calls, listLength, ratio)).toBe(expected);
  });
});

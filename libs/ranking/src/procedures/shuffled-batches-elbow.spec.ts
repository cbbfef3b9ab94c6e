import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { elbowOf } from './shuffled-batches-elbow.js';

interface GoldenFile {
  readonly cases: readonly { readonly places: readonly number[]; readonly elbow: number }[];
}

/** Written by tools/golden/shuffled-batches-golden.py with numpy 2.4.6 and scipy 1.17.1. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/shuffled-batches-golden.json', import.meta.url), 'utf8')) as GoldenFile;

describe('elbowOf', () => {
  it.each(golden.cases)('is where scipy finds it (case %#)', ({ places, elbow }) => {
    expect(elbowOf(places)).toBe(elbow);
  });

  it('lies where the few end that stand out', () => {
    const few = Array.from({ length: 60 }, (_, i) => (i < 12 ? i / 40 : 0.6 + i / 400));
    expect(elbowOf(few)).toBeGreaterThanOrEqual(10);
    expect(elbowOf(few)).toBeLessThanOrEqual(16);
  });

  it('is nowhere among fewer than four and where all are the same', () => {
    expect(elbowOf([])).toBeUndefined();
    expect(elbowOf([0, 0.5, 1])).toBeUndefined();
    expect(elbowOf([0.4, 0.4, 0.4, 0.4, 0.4])).toBeUndefined();
  });

  it('does not move when all values are scaled and shifted', () => {
    const curves = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 60 })
      .map((values) => values.sort((a, b) => a - b));
    fc.assert(
      fc.property(curves, (places) => {
        expect(elbowOf(places.map((place) => 8 * place + 32))).toBe(elbowOf(places));
      }),
      { numRuns: 100 },
    );
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { bootstrapInterval } from './bootstrap-interval.js';

interface GoldenFile {
  bootstrap: { values: number[]; confidence: number; lower: number; upper: number; standardError: number }[];
}

const golden = JSON.parse(readFileSync(new URL('./fixtures/significance-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 });

describe('bootstrapInterval', () => {
  it.each(golden.bootstrap)('comes near the reference interval [$lower, $upper]', ({ values, confidence, lower, upper, standardError }) => {
    const interval = bootstrapInterval({ values, confidence, seed: 11, resamples: 20_000 });
    // The ends vary from seed to seed by about 2 % of a standard error.
    expect(Math.abs(interval.lower - lower)).toBeLessThan(0.08 * standardError);
    expect(Math.abs(interval.upper - upper)).toBeLessThan(0.08 * standardError);
  });

  it('lies within the values, in order', () => {
    fc.assert(
      fc.property(scores, fc.integer(), (values, seed) => {
        const { lower, upper } = bootstrapInterval({ values, seed, resamples: 100 });
        expect(lower).toBeLessThanOrEqual(upper);
        expect(lower).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(upper).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
      }),
    );
  });

  it('grows with the confidence', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const narrow = bootstrapInterval({ values, seed: 5, resamples: 200, confidence: 0.5 });
        const wide = bootstrapInterval({ values, seed: 5, resamples: 200, confidence: 0.99 });
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });

  it('shrinks to the value when all are equal', () => {
    expect(bootstrapInterval({ values: [0.5, 0.5, 0.5], seed: 1 })).toMatchObject({ mean: 0.5, lower: 0.5, upper: 0.5 });
  });

  it('repeats itself for the same seed and differs for another', () => {
    const values = Array.from({ length: 30 }, (_, index) => Math.sin(index) ** 2);
    expect(bootstrapInterval({ values, seed: 9 })).toEqual(bootstrapInterval({ values, seed: 9 }));
    expect(bootstrapInterval({ values, seed: 9 }).lower).not.toBe(bootstrapInterval({ values, seed: 10 }).lower);
  });

  it('refuses fewer than two values, a broken value, and impossible settings', () => {
    expect(() => bootstrapInterval({ values: [1], seed: 1 })).toThrow(expect.objectContaining({ code: 'TOO_FEW_VALUES' }));
    expect(() => bootstrapInterval({ values: [1, Infinity], seed: 1 })).toThrow(/values\[1\] is Infinity/);
    expect(() => bootstrapInterval({ values: [1, 0], seed: 1, confidence: 95 })).toThrow(/confidence is 95/);
    expect(() => bootstrapInterval({ values: [1, 0], seed: 1, resamples: 0 })).toThrow(/resamples is 0/);
  });
});

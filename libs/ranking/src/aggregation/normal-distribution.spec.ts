import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { normalCdf, normalDensity } from './normal-distribution.js';
import type { GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;

describe('normalCdf', () => {
  it('agrees with scipy.special.ndtr from −37 to 8, tails included', () => {
    expect(golden.normalCdf.length).toBeGreaterThan(50);
    for (const [x, expected] of golden.normalCdf) expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('is ½ in the middle, 0 and 1 at the ends, and refuses NaN', () => {
    expect([normalCdf(0), normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0.5, 0, 1]);
    expect(() => normalCdf(NaN)).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER' }));
  });

  it('rises, is symmetric, and has the density as its slope', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: 1e-6, max: 1, noNaN: true }), (x, gap) => {
        expect(normalCdf(x + gap)).toBeGreaterThanOrEqual(normalCdf(x));
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
        expect((normalCdf(x + 1e-5) - normalCdf(x - 1e-5)) / 2e-5).toBeCloseTo(normalDensity(x), 8);
      }),
    );
  });
});

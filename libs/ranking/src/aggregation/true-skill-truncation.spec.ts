import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { winRest, winShift } from './true-skill-truncation.js';

/** Written by tools/golden/true-skill-golden.py with mpmath 1.3.0. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/true-skill-golden.json', import.meta.url), 'utf8')) as {
  readonly truncation: readonly { readonly x: number; readonly shift: number; readonly rest: number }[];
};

describe('what the knowledge "above the margin" does to a normal variable', () => {
  it.each(golden.truncation)('is as mpmath has it at x = $x', ({ x, shift, rest }) => {
    expect(Math.abs(winShift(x) - shift)).toBeLessThanOrEqual(1e-14 * Math.max(1, shift));
    expect(Math.abs(winRest(x, winShift(x)) / rest - 1)).toBeLessThanOrEqual(1e-8);
  });

  it('moves the mean less and less, and leaves more and more of the variance', () => {
    fc.assert(
      fc.property(fc.double({ min: -500, max: 30, noNaN: true }), fc.double({ min: 1e-3, max: 10, noNaN: true }), (x, more) => {
        const [low, high] = [winShift(x), winShift(x + more)];
        expect(high).toBeLessThanOrEqual(low + 1e-14);
        expect(low).toBeGreaterThan(-x);
        const [lowRest, highRest] = [winRest(x, low), winRest(x + more, high)];
        expect(lowRest).toBeGreaterThan(0);
        expect(highRest).toBeLessThanOrEqual(1);
        expect(highRest).toBeGreaterThanOrEqual(lowRest * (1 - 2e-8));
      }),
    );
  });
});

import fc from 'fast-check';
import { expectedErrors, firstPage } from './first-page.js';

const beliefs = fc.array(
  fc.record({ utility: fc.double({ min: -5, max: 5, noNaN: true }), deviation: fc.double({ min: 0.05, max: 3, noNaN: true }) }),
  { minLength: 2, maxLength: 40 },
);

describe('firstPage', () => {
  it('finds the threshold above which as many are expected as the page holds', () => {
    fc.assert(
      fc.property(beliefs, fc.integer({ min: 1, max: 50 }), (list, depth) => {
        const page = firstPage(
          Float64Array.from(list, (belief) => belief.utility),
          Float64Array.from(list, (belief) => belief.deviation),
          depth,
        );
        const sum = page.probability.reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(Math.min(depth, list.length), 3);
        expect(page.probability.every((p) => p >= 0 && p <= 1)).toBe(true);
      }),
    );
  });

  it('is sure of a page that stands clear, and expects half of a page of equals to be wrong', () => {
    const clear = firstPage(Float64Array.of(9, 9, 0, 0), new Float64Array(4).fill(0.1), 2);
    expect([...clear.probability].map(Math.round)).toEqual([1, 1, 0, 0]);
    expect(expectedErrors(clear, 2)).toBeLessThan(1e-6);
    const equals = firstPage(new Float64Array(4), new Float64Array(4).fill(1), 2);
    expect(expectedErrors(equals, 2)).toBeCloseTo(0.5, 4);
  });

  it('holds everybody when the page is as long as the list, nobody when there is nobody', () => {
    expect([...firstPage(Float64Array.of(1, 2), Float64Array.of(1, 1), 5).probability]).toEqual([1, 1]);
    expect(firstPage(new Float64Array(0), new Float64Array(0), 3).probability).toHaveLength(0);
    expect(expectedErrors(firstPage(new Float64Array(0), new Float64Array(0), 3), 3)).toBe(0);
    expect(() => firstPage(Float64Array.of(1), Float64Array.of(1), 0)).toThrow(/depth is 0/);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { pooledFalling } from './membership-monotone.js';

// scikit-learn's IsotonicRegression, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as {
    falling: readonly { values: readonly number[]; fitted: readonly number[] }[];
  }
).falling;

describe('pooledFalling', () => {
  it.each(golden)('equals the falling fit of scikit-learn', ({ values, fitted }) => {
    pooledFalling(values).forEach((value, i) => expect(value).toBeCloseTo(fitted[i] as number, 12));
  });

  it('never rises, keeps the mean, and leaves what already falls as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (values) => {
        const fitted = pooledFalling(values);
        fitted.slice(1).forEach((value, i) => expect(value).toBeLessThanOrEqual((fitted[i] as number) + 1e-12));
        const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
        expect(sum(fitted)).toBeCloseTo(sum(values), 10);
        const sorted = [...values].sort((a, b) => b - a);
        expect(pooledFalling(sorted)).toEqual(sorted);
      }),
    );
  });

  it('pools a rise into its mean', () => {
    expect(pooledFalling([3, 1, 2, 0])).toEqual([3, 1.5, 1.5, 0]);
    expect(pooledFalling([])).toEqual([]);
  });

  it('refuses numbers that are not finite', () => {
    expect(() => pooledFalling([1, Number.NaN])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER', field: 'values[1]' }));
  });
});

import fc from 'fast-check';
import { changePoint } from './cut.js';

describe('changePoint', () => {
  it('finds the step of a step function and explains all of it', () => {
    const found = changePoint([1, 1, 1, 0, 0]);
    expect(found?.position).toBe(3);
    expect(found?.explained).toBeCloseTo(1, 12);
  });

  it('says nothing about fewer than three values or values without any fall', () => {
    expect(changePoint([1, 0])).toBeUndefined();
    expect(changePoint([1, 1, 1])).toBeUndefined();
    expect(changePoint([0, 1, 2])).toBeUndefined();
  });

  it('says nothing about numbers that it cannot calculate with', () => {
    for (const odd of [Number.NaN, Infinity, -Infinity, 1e200]) {
      expect(changePoint([odd, 1, 0.5])).toBeUndefined();
      expect(changePoint([3, 2, odd])).toBeUndefined();
    }
  });

  it('leaves the smallest sum of squares of all splits', () => {
    const loss = (values: readonly number[]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 30 }), (raw) => {
        const values = [...raw].sort((a, b) => b - a);
        const found = changePoint(values);
        if (!found) return;
        const losses = values.slice(1).map((_, i) => loss(values.slice(0, i + 1)) + loss(values.slice(i + 1)));
        expect(losses[found.position - 1]).toBeCloseTo(Math.min(...losses), 6);
      }),
    );
  });
});

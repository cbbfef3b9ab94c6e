import fc from 'fast-check';
import { onUnitScale } from './unit-scale.js';

const score = (entityId: string, value: number | null, standardError: number | null = null) => ({
  entityId,
  value,
  standardError,
  exposures: 1,
});

describe('onUnitScale', () => {
  it('keeps the order, with 0 for the lowest and 1 for the highest, and shrinks errors alike', () => {
    expect(onUnitScale([score('a', -2, 1), score('b', 2, 2), score('c', 0), score('d', null)])).toEqual([
      score('a', 0, 0.25),
      score('b', 1, 0.5),
      score('c', 0.5),
      score('d', null),
    ]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 }), (values) => {
        const mapped = onUnitScale(values.map((value, i) => score(String(i), value))).map(({ value }) => value as number);
        expect(mapped.every((value) => value >= 0 && value <= 1)).toBe(true);
        values.forEach((a, i) => values.forEach((b, j) => a > b && expect(mapped[i]).toBeGreaterThanOrEqual(mapped[j] as number)));
      }),
      { numRuns: 40 },
    );
  });

  it('gives equal values one half and has nothing to say of nobody', () => {
    expect(onUnitScale([score('a', 3, 1), score('b', 3)])).toEqual([score('a', 0.5), score('b', 0.5)]);
    expect(onUnitScale([])).toEqual([]);
  });
});

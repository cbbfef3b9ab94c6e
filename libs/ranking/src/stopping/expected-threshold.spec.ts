import fc from 'fast-check';
import { probabilitiesAbove, thresholdOf } from './expected-threshold.js';

const beliefs = fc
  .array(fc.record({ mean: fc.double({ min: -100, max: 100, noNaN: true }), deviation: fc.double({ min: 0.01, max: 20, noNaN: true }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((all) => ({ means: Float64Array.from(all, ({ mean }) => mean), deviations: Float64Array.from(all, ({ deviation }) => deviation) }));

const SCIPY = { t: 1.4040604776259602, above: [0.002491575321582839, 0.3430841235407706, 0.6544243011376465, 1.0] };

describe('thresholdOf', () => {
  it('is exceeded by as many candidates as the first page holds, on average', () => {
    fc.assert(
      fc.property(beliefs, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (ratings, share) => {
        const depth = Math.max(1, Math.floor(share * ratings.means.length));
        fc.pre(depth < ratings.means.length);
        const sum = probabilitiesAbove(ratings, thresholdOf(ratings, depth)).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(depth, 6);
      }),
    );
  });

  it('is what scipy finds (brentq over norm.sf, scipy 1.17.1)', () => {
    const ratings = { means: Float64Array.of(0, 1, 2, 4), deviations: Float64Array.of(0.5, 1, 1.5, 0.2) };
    const t = thresholdOf(ratings, 2);
    expect(t).toBeCloseTo(SCIPY.t, 9);
    SCIPY.above.forEach((p, i) => expect(probabilitiesAbove(ratings, t)[i]).toBeCloseTo(p, 9));
  });

  it('is exceeded by everybody with probability 0.999 when there are no more candidates than places', () => {
    const ratings = { means: Float64Array.of(10, 3), deviations: Float64Array.of(1, 2) };
    for (const depth of [2, 3]) {
      const [first, second] = probabilitiesAbove(ratings, thresholdOf(ratings, depth));
      expect(first).toBeGreaterThan(0.999);
      expect(second).toBeCloseTo(0.999, 6);
    }
  });

  it('lies at the common mean when all are believed the same of and half of them fit', () => {
    expect(thresholdOf({ means: new Float64Array(6).fill(5), deviations: new Float64Array(6).fill(2) }, 3)).toBeCloseTo(5, 9);
  });
});

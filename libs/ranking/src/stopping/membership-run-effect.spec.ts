import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { countDistribution } from './cut-count-distribution.js';
import { logistic, runCases, type RunCase } from './membership-run-effect.js';

// SciPy's quad and brentq, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as {
    runEffect: readonly { probability: number; spread: number; centre: number }[];
  }
).runEffect;

const meanOf = (cases: readonly RunCase[], of: (given: RunCase) => number) =>
  cases.reduce((sum, given) => sum + given.weight * of(given), 0);

describe('runCases', () => {
  it.each(golden)('centres $probability as SciPy does under a spread of $spread', ({ probability, spread, centre }) => {
    const cases = runCases([probability], spread);
    // The library cuts the normal distribution off at 4.5 standard deviations.
    const middle = cases[(cases.length - 1) / 2]?.probabilities[0] as number;
    expect(Math.log(middle / (1 - middle))).toBeCloseTo(centre, 2);
  });

  it('keeps each probability as the mean over the cases', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (p, spread) => {
          const cases = runCases(p, spread);
          expect(meanOf(cases, () => 1)).toBeCloseTo(1, 12);
          p.forEach((value, i) => expect(meanOf(cases, (given) => given.probabilities[i] as number)).toBeCloseTo(value, 9));
        },
      ),
    );
  });

  it('keeps probabilities at the edge of what numbers hold', () => {
    for (const p of [0, 5e-324, 1e-300, 1e-12, 1 - 1e-12, 1]) {
      for (const spread of [0.3, 1, 10]) {
        const mean = meanOf(runCases([p], spread), (given) => given.probabilities[0] as number);
        expect(Math.abs(mean - p)).toBeLessThanOrEqual(1e-9 * Math.min(p, 1 - p) + 1e-15);
      }
    }
  });

  it('moves all ranks together: the number of members varies more, its mean does not', () => {
    const p = Array.from({ length: 30 }, (_, i) => 1 / (2 + i / 3));
    const moments = (spread: number) => {
      const cases = runCases(p, spread);
      const moment = (power: number) =>
        meanOf(cases, (given) => countDistribution(given.probabilities).reduce((sum, q, k) => sum + q * k ** power, 0));
      return { mean: moment(1), variance: moment(2) - moment(1) ** 2 };
    };
    const [none, some, much] = [moments(0), moments(1), moments(2)];
    expect(some.mean).toBeCloseTo(none.mean, 8);
    expect(none.variance).toBeCloseTo(
      p.reduce((sum, q) => sum + q * (1 - q), 0),
      8,
    );
    expect(some.variance).toBeGreaterThan(2 * none.variance);
    expect(much.variance).toBeGreaterThan(some.variance);
  });

  it('is one independent case without a spread', () => {
    expect(runCases([0.2, 0.7], 0)).toEqual([{ weight: 1, probabilities: Float64Array.of(0.2, 0.7) }]);
  });

  it('refuses a spread out of its range and what is no probability', () => {
    for (const spread of [-0.1, 10.1, Number.NaN])
      expect(() => runCases([0.5], spread)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'spread' }));
    expect(() => runCases([Number.NaN], 1)).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER', field: 'probabilities[0]' }));
  });
});

describe('logistic', () => {
  it('does not overflow', () => {
    expect([-Infinity, -800, 0, 800, Infinity].map(logistic)).toEqual([0, 0, 0.5, 1, 1]);
  });
});

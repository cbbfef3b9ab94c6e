import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { centralInterval, countDistribution } from './cut-count-distribution.js';

// scipy.stats.poisson_binom, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as {
    counts: readonly { probabilities: readonly number[]; distribution: readonly number[] }[];
  }
).counts;

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('countDistribution', () => {
  it.each(golden)('equals that of SciPy', ({ probabilities, distribution }) => {
    const found = countDistribution(probabilities);
    expect(found).toHaveLength(distribution.length);
    found.forEach((value, k) => expect(value).toBeCloseTo(distribution[k] as number, 12));
  });

  it('is the binomial distribution for equal probabilities', () => {
    const found = [...countDistribution([0.3, 0.3, 0.3])];
    [0.343, 0.441, 0.189, 0.027].forEach((value, k) => expect(found[k]).toBeCloseTo(value, 14));
  });

  it('adds up to 1 with the sum of the probabilities as mean, and does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(probability, { maxLength: 40 }), (probabilities) => {
        const found = countDistribution(probabilities);
        expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
        const mean = found.reduce((sum, value, k) => sum + k * value, 0);
        expect(mean).toBeCloseTo(
          probabilities.reduce((sum, p) => sum + p, 0),
          10,
        );
        countDistribution([...probabilities].reverse()).forEach((value, k) => expect(value).toBeCloseTo(found[k] as number, 12));
      }),
    );
  });

  it('knows what certain ranks give, and that no ranks hold no members', () => {
    expect([...countDistribution([1, 0, 1])]).toEqual([0, 0, 1, 0]);
    expect([...countDistribution([])]).toEqual([1]);
  });

  it('refuses what is no probability', () => {
    for (const odd of [Number.NaN, -0.1, 1.1])
      expect(() => countDistribution([0.2, odd])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER', field: 'probabilities[1]' }));
  });
});

describe('centralInterval', () => {
  it('holds at least the level, and leaves no more out on a side than half of the rest', () => {
    fc.assert(
      fc.property(
        fc.array(probability, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (probabilities, level) => {
          const distribution = countDistribution(probabilities);
          const { low, high } = centralInterval(distribution, level);
          const mass = (from: number, to: number) => distribution.slice(from, to).reduce((sum, value) => sum + value, 0);
          expect(mass(low, high + 1)).toBeGreaterThanOrEqual(level - 1e-9);
          expect(mass(0, low)).toBeLessThanOrEqual((1 - level) / 2 + 1e-9);
          expect(mass(high + 1, distribution.length)).toBeLessThanOrEqual((1 - level) / 2 + 1e-9);
        },
      ),
    );
  });

  it('is a single count where that is certain', () => {
    expect(centralInterval(countDistribution([1, 1, 0]), 0.8)).toEqual({ low: 2, high: 2 });
  });
});

import fc from 'fast-check';
import { normalScores } from './normal-scores.js';

describe('normalScores', () => {
  it('are those of SciPy for five values: norm.ppf((i - 3/8) / (n + 1/4))', () => {
    // scipy.stats.norm.ppf((np.arange(5, 0, -1) - 0.375) / 5.25), SciPy 1.17.1
    const expected = [1.179761117, 0.497200577, 0, -0.497200577, -1.179761117];
    [...normalScores([50, 4, 3, 2, -9])].forEach((score, i) => expect(score).toBeCloseTo(expected[i] as number, 3));
  });

  it('depend on the order alone, have mean 0, and are equal for equal values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), (values) => {
        const scores = normalScores(values);
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 6);
        expect([...normalScores(values.map((value) => Math.exp(value)))]).toEqual([...scores]);
        values.forEach((a, i) =>
          values.forEach((b, j) => {
            if (a === b) expect(scores[i]).toBe(scores[j]);
            if (a > b) expect(scores[i]).toBeGreaterThan(scores[j] as number);
          }),
        );
      }),
      { numRuns: 50 },
    );
    expect(normalScores([])).toHaveLength(0);
    expect(normalScores([7])[0]).toBeCloseTo(0, 3);
  });
});

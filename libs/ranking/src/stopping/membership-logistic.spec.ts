import { readFileSync } from 'node:fs';
import { fitLogistic } from './membership-logistic.js';

interface GoldenCase {
  readonly rows: readonly (readonly number[])[];
  readonly outcomes: readonly number[];
  readonly ridge: number;
  readonly intercept: number;
  readonly weights: readonly number[];
}

// scikit-learn's LogisticRegression, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as { logistic: readonly GoldenCase[] }
).logistic;

describe('fitLogistic', () => {
  it.each(golden)('has the weights of scikit-learn with a ridge of $ridge', ({ rows, outcomes, ridge, intercept, weights }) => {
    const found = fitLogistic(rows, outcomes.map(Boolean), ridge);
    expect(found.intercept).toBeCloseTo(intercept, 7);
    found.weights.forEach((weight, j) => expect(weight).toBeCloseTo(weights[j] as number, 7));
  });

  it('is the log-odds of the base rate without columns', () => {
    const found = fitLogistic([[], [], [], []], [true, false, false, false]);
    expect(found.intercept).toBeCloseTo(Math.log(1 / 3), 10);
    expect(found.weights).toEqual([]);
  });

  it('stays finite when a column separates the outcomes, and shrinks with the ridge', () => {
    const rows = [[-2], [-1], [1], [2]];
    const outcomes = [false, false, true, true];
    const [weak, strong] = [0.01, 10].map((ridge) => fitLogistic(rows, outcomes, ridge).weights[0] as number);
    expect(weak).toBeGreaterThan(strong as number);
    expect(strong).toBeGreaterThan(0);
    expect(weak).toBeLessThan(20);
  });

  it('comes to an end for numbers far from 0', () => {
    const found = fitLogistic([[900], [1000], [1100], [1000]], [false, false, true, true], 1e-3);
    expect([found.intercept, ...found.weights].every(Number.isFinite)).toBe(true);
  });

  it('refuses rows of one outcome, of different lengths or not finite, and a ridge that is none', () => {
    expect(() => fitLogistic([[1], [2]], [true, true])).toThrow(expect.objectContaining({ code: 'TOO_FEW_CANDIDATES' }));
    expect(() => fitLogistic([], [])).toThrow(expect.objectContaining({ code: 'TOO_FEW_CANDIDATES' }));
    expect(() => fitLogistic([[1], [2, 3]], [true, false])).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: 'rows[1].length' }),
    );
    expect(() => fitLogistic([[1]], [true, false])).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'outcomes.length' }));
    expect(() => fitLogistic([[1], [Number.NaN]], [true, false])).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'rows[1][0]' }),
    );
    for (const ridge of [0, -1, Infinity, Number.NaN])
      expect(() => fitLogistic([[1], [2]], [true, false], ridge)).toThrow(
        expect.objectContaining({ code: 'INVALID_SETTING', field: 'ridge' }),
      );
  });

  it('says so when it does not converge, with the gradient that is left', () => {
    expect(() => fitLogistic([[1e200], [-1e200]], [true, false], 1e-300)).toThrow(expect.objectContaining({ code: 'NOT_CONVERGED' }));
  });
});

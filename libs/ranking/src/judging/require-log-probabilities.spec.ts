import { requireLogProbabilities } from './require-log-probabilities.js';

describe('requireLogProbabilities', () => {
  it('returns answers with one number a token, −∞ among them', () => {
    const answer = Float64Array.of(-1, -Infinity, 0);
    expect(requireLogProbabilities(3, answer)).toBe(answer);
    expect(requireLogProbabilities(0, new Float64Array(0))).toHaveLength(0);
  });

  it.each([NaN, Infinity])('refuses %p', (value) => {
    expect(() => requireLogProbabilities(2, Float64Array.of(-1, value))).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'logProbabilities', value }),
    );
  });

  it('refuses no answer and an answer of another length', () => {
    for (const answer of [undefined, Float64Array.of(-1), Float64Array.of(-1, -1, -1)])
      expect(() => requireLogProbabilities(2, answer)).toThrow(expect.objectContaining({ code: 'CORRUPT_DATA' }));
  });
});

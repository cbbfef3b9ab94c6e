import { lengthPenalty } from './length-penalty.js';

describe('lengthPenalty', () => {
  it('is ((5 + n) / 6)^α: 1 for a single token, growing with the length, 1 throughout for α = 0', () => {
    expect(lengthPenalty(1, 0.6)).toBe(1);
    expect(lengthPenalty(7, 1)).toBe(2);
    expect(lengthPenalty(7, 0.6)).toBeCloseTo(1.515717, 6);
    expect(lengthPenalty(40, 0)).toBe(1);
  });
});

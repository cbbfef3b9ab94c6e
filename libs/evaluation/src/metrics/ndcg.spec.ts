import { ndcg } from './ndcg.js';

describe('ndcg', () => {
  it('discounts a hit by the logarithm of its rank and divides by the best ranking', () => {
    const gain = 1 / Math.log2(2) + 1 / Math.log2(4);
    const ideal = 1 / Math.log2(2) + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcg(['a', 'x', 'b'], new Set(['a', 'b', 'c']), 3)).toBeCloseTo(gain / ideal, 12);
  });

  it('takes the best ranking to have no more than k hits', () => {
    expect(ndcg(['a', 'b'], new Set(['a', 'b', 'c']), 2)).toBe(1);
  });

  it('gains nothing from a repetition', () => {
    expect(ndcg(['a', 'a'], new Set(['a', 'b']), 2)).toBe(ndcg(['a', 'x'], new Set(['a', 'b']), 2));
  });

  it('refuses an empty gold set and an impossible depth', () => {
    expect(() => ndcg(['a'], new Set(), 10)).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET' }));
    expect(() => ndcg(['a'], new Set(['a']), -3)).toThrow(expect.objectContaining({ code: 'INVALID_CUTOFF' }));
  });
});

import { reciprocalRank } from './reciprocal-rank.js';

describe('reciprocalRank', () => {
  it('is one over the rank of the first hit', () => {
    expect(reciprocalRank(['x', 'y', 'b', 'a'], new Set(['a', 'b']))).toBe(1 / 3);
  });

  it('looks through the whole ranking, however long', () => {
    const ranked = [...Array.from({ length: 499 }, (_, index) => `x${index}`), 'a'];
    expect(reciprocalRank(ranked, new Set(['a']))).toBe(1 / 500);
  });

  it('is 0 without a hit', () => {
    expect(reciprocalRank(['x'], new Set(['a']))).toBe(0);
    expect(reciprocalRank([], new Set(['a']))).toBe(0);
  });

  it('refuses an empty gold set', () => {
    expect(() => reciprocalRank(['a'], new Set())).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET' }));
  });
});

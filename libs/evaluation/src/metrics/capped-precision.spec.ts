import { cappedPrecision } from './capped-precision.js';

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('cappedPrecision', () => {
  it('divides the hits by the gold entities when there are fewer than k', () => {
    expect(cappedPrecision(['a', 'x', 'b', 'y', 'z'], new Set(['a', 'b', 'c', 'd']), 5)).toBe(0.5);
  });

  it('divides the hits by k when there are more gold entities', () => {
    expect(cappedPrecision(['a', 'x'], new Set(['a', 'b', 'c']), 2)).toBe(0.5);
  });

  it('counts a repeated entity once', () => {
    expect(cappedPrecision(['a', 'a'], new Set(['a', 'b']), 2)).toBe(0.5);
  });

  it('changes its denominator between 50 and 51 entries', () => {
    const gold = new Set(numbered('e', 80));
    expect(cappedPrecision(numbered('e', 50), gold, 100)).toBe(50 / 80);
    expect(cappedPrecision(numbered('e', 51), gold, 100)).toBe(1);
    expect(cappedPrecision([...numbered('e', 30), ...numbered('x', 30)], gold, 100)).toBe(30 / 60);
  });

  it('refuses an empty gold set and an impossible depth', () => {
    expect(() => cappedPrecision(['a'], new Set(), 10)).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET' }));
    expect(() => cappedPrecision(['a'], new Set(['a']), 0)).toThrow(expect.objectContaining({ code: 'INVALID_CUTOFF' }));
  });
});

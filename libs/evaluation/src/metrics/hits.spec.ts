import { hitsAt } from './hits.js';

describe('hitsAt', () => {
  it('divides by k even if the ranking or the gold set is shorter', () => {
    expect(hitsAt(['a', 'b'], new Set(['a', 'b']), 10)).toBe(0.2);
  });

  it('counts only the first k ranks', () => {
    expect(hitsAt(['x', 'a', 'b'], new Set(['a', 'b']), 2)).toBe(0.5);
  });

  it('counts a repeated entity once', () => {
    expect(hitsAt(['a', 'a'], new Set(['a']), 2)).toBe(0.5);
  });

  it('refuses an empty gold set and an impossible depth', () => {
    expect(() => hitsAt(['a'], new Set(), 10)).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET' }));
    expect(() => hitsAt(['a'], new Set(['a']), 0.5)).toThrow(expect.objectContaining({ code: 'INVALID_CUTOFF' }));
  });
});

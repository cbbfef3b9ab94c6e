import { averagePrecision } from './average-precision.js';

const gold = (...ids: string[]) => new Set(ids);
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('averagePrecision', () => {
  it('averages the precision at each hit over the gold entities', () => {
    expect(averagePrecision(['a', 'x', 'b', 'y'], gold('a', 'b'), 10)).toBeCloseTo((1 / 1 + 2 / 3) / 2, 12);
  });

  it('divides by k when there are more gold entities than that', () => {
    expect(averagePrecision(['a', 'x'], gold('a', 'b', 'c'), 2)).toBe(0.5);
  });

  it('ignores hits below rank k', () => {
    expect(averagePrecision(['x', 'a'], gold('a'), 1)).toBe(0);
  });

  it('counts a repeated entity once and lets the repetition take up a rank', () => {
    expect(averagePrecision(['a', 'a', 'b'], gold('a', 'b'), 10)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  });

  it('charges a prediction of 50 entries for all gold entities up to k', () => {
    expect(averagePrecision(numbered('e', 50), gold(...numbered('e', 80)), 100)).toBe(50 / 80);
  });

  it('charges a prediction of more than 50 entries only for as many gold entities as it has entries', () => {
    expect(averagePrecision(numbered('e', 51), gold(...numbered('e', 80)), 100)).toBe(1);
  });

  it('therefore rises, by the published formula, when a miss is appended to 50 hits', () => {
    const members = gold(...numbered('e', 80));
    expect(averagePrecision([...numbered('e', 50), 'x'], members, 100)).toBeCloseTo(50 / 51, 12);
  });

  it('is 0 for an empty prediction', () => {
    expect(averagePrecision([], gold('a'), 10)).toBe(0);
  });

  it('refuses an empty gold set', () => {
    expect(() => averagePrecision(['a'], gold(), 10)).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET', field: 'gold' }));
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])('refuses the depth %p', (cutoff) => {
    expect(() => averagePrecision(['a'], gold('a'), cutoff)).toThrow(expect.objectContaining({ code: 'INVALID_CUTOFF', value: cutoff }));
  });
});

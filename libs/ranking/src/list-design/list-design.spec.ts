import fc from 'fast-check';
import { cutEvenly, requireDesignInput, requireDesignSettings } from './list-design.js';

describe('cutEvenly', () => {
  it('cuts into consecutive parts whose sizes differ by at most one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (items, parts) => {
        const cut = cutEvenly(items, parts);
        expect(cut).toHaveLength(parts);
        expect(cut.flat()).toEqual(items);
        const sizes = cut.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the checks of a design', () => {
  it.each([
    [1.5, 10, 2, 'candidates'],
    [-1, 10, 2, 'candidates'],
    [NaN, 10, 2, 'candidates'],
    [20, 1, 2, 'listLength'],
    [20, 2.5, 2, 'listLength'],
    [20, Infinity, 2, 'listLength'],
    [20, 10, -1, 'listsPerCandidate'],
    [20, 10, 0.5, 'listsPerCandidate'],
    [20, 10, NaN, 'listsPerCandidate'],
  ])('refuse n = %p, L = %p, r = %p by naming %s', (n, listLength, listsPerCandidate, field) => {
    expect(() => requireDesignSettings(n, { listLength, listsPerCandidate })).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field }),
    );
  });

  it('refuse an id that occurs twice by naming it', () => {
    expect(() => requireDesignInput(['a', 'b', 'a'], { listLength: 2, listsPerCandidate: 1 })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ID', value: 'a' }),
    );
  });
});

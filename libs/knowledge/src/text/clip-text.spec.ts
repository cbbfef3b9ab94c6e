import fc from 'fast-check';
import { clipBytes, clipCharacters, countCharacters } from './clip-text.js';

describe('clipping', () => {
  it('never cuts a character in two', () => {
    expect(clipCharacters('😀😀😀', 2)).toBe('😀😀');
    expect(clipBytes('😀😀😀', 11)).toBe('😀😀');
    expect(clipCharacters('abc', 3)).toBe('abc');
  });

  it('keeps as much as fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, limit) => {
        expect(countCharacters(clipCharacters(text, limit))).toBe(Math.min(limit, countCharacters(text)));
        const clipped = clipBytes(text, limit);
        expect(text.startsWith(clipped)).toBe(true);
        const next = [...text.slice(clipped.length)][0];
        expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(limit);
        if (next !== undefined) expect(Buffer.byteLength(clipped + next)).toBeGreaterThan(limit);
      }),
    );
  });
});

import fc from 'fast-check';
import { toHalfBits, toHalfPrecision } from './half-precision.js';

/** The value of half-precision bits, by the definition of the format. */
function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

describe('half precision', () => {
  it('gives every half-precision number its own bits back', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = valueOf(bits);
      if (!Number.isNaN(value) && toHalfBits(value) !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('rounds a number half-way between two neighbours to the even one', () => {
    for (let bits = 0; bits < 0x7bff; bits++) {
      const midpoint = (valueOf(bits) + valueOf(bits + 1)) / 2;
      expect(toHalfBits(midpoint)).toBe(bits % 2 === 0 ? bits : bits + 1);
    }
  });

  it('chooses the nearest number for any single-precision number in range', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = toHalfBits(value);
        const error = Math.abs(valueOf(bits) - value);
        const magnitude = bits & 0x7fff;
        const neighbours = [magnitude - 1, magnitude + 1].filter((n) => n >= 0 && n <= 0x7bff).map((n) => valueOf(n | (bits & 0x8000)));
        expect(neighbours.every((neighbour) => Math.abs(neighbour - value) >= error)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps signs, infinities and not-a-number, and overflows to infinity', () => {
    expect([0, -0, Infinity, -Infinity, 65519.99, 65520, -1e30, 1e-30, -1e-30].map(toHalfBits)).toEqual([
      0x0000, 0x8000, 0x7c00, 0xfc00, 0x7bff, 0x7c00, 0xfc00, 0x0000, 0x8000,
    ]);
    expect(toHalfBits(NaN) & 0x7fff).toBeGreaterThan(0x7c00);
  });

  it('converts arrays that start in the middle of a buffer', () => {
    expect([...toHalfPrecision(new Float32Array([9, 1, -2, 0.5]).subarray(1))]).toEqual([0x3c00, 0xc000, 0x3800]);
  });
});

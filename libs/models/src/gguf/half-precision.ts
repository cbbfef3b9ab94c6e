const scratch = new DataView(new ArrayBuffer(4));

/**
 * The IEEE 754 half-precision bits of a number, rounded from single precision to nearest, ties to even.
 * Too large becomes infinity, too small a subnormal or a signed zero; NaN stays (quiet) NaN.
 */
export function toHalfBits(value: number): number {
  scratch.setFloat32(0, value);
  return singleToHalfBits(scratch.getUint32(0));
}

/** The same for a whole array of single-precision values. */
export function toHalfPrecision(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const half = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) half[i] = singleToHalfBits(bits[i] ?? 0);
  return half;
}

function singleToHalfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 0x477ff000 is 65520, half-way between the largest half (65504) and the next power of two.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    // Normal: move the exponent's bias from 127 to 15; a carry out of the fraction raises the exponent, as it should.
    const rebiased = magnitude - ((127 - 15) << 23);
    return sign | roundShift(rebiased, 13);
  }
  // Subnormal: the implicit one joins the fraction, which is shifted by as much as the exponent is too small.
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return sign;
  return sign | roundShift((magnitude & 0x7fffff) | 0x800000, shift);
}

function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const dropped = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return dropped > half || (dropped === half && (kept & 1) === 1) ? kept + 1 : kept;
}

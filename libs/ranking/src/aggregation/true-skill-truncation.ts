import { normalCdf, normalDensity } from './normal-distribution.js';

/** Where Taylor pieces are used, how many there are to 1, and their terms: the error of a piece stays below 1e-14. */
const PIECES_WITHIN = 8;
const PIECES_PER_UNIT = 32;
const TERMS = 7;
const pieces = taylorPieces();

/**
 * v(x) = φ(x) / Φ(x): how far the mean of a standard normal variable moves when it turns out to be above −x (Herbrich, Minka and Graepel
 * 2006, section 2, without a draw margin). Falls from −x (x → −∞) to 0. Absolute error below 1e-14 · max(1, v).
 * O(1): within ±8 by a table of Taylor pieces, since aggregation spends its time here.
 */
export function winShift(x: number): number {
  if (!(Math.abs(x) < PIECES_WITHIN)) return exactShift(x);
  const piece = Math.floor((x + PIECES_WITHIN) * PIECES_PER_UNIT);
  const t = x - middleOf(piece);
  const at = piece * TERMS;
  const square = t * t;
  // In pairs, which the processor can work on at the same time.
  const low = pieces[at]! + pieces[at + 1]! * t + (pieces[at + 2]! + pieces[at + 3]! * t) * square;
  return low + (pieces[at + 4]! + pieces[at + 5]! * t + pieces[at + 6]! * square) * (square * square);
}

/** Beyond it v + x is mostly cancellation, and the series has more right digits. */
const SERIES_FROM = 80;

/**
 * 1 − w(x) with w = v · (v + x): what is left of the variance of that variable (same source). In (0, 1]; 1/x² − 6/x⁴ + 50/x⁶ far below 0.
 * Relative error below 1e-8. O(1).
 * @param shift `winShift(x)`.
 */
export function winRest(x: number, shift: number): number {
  if (x > -SERIES_FROM) return 1 - shift * (shift + x);
  const square = 1 / (x * x);
  return square * (1 - square * (6 - 50 * square));
}

function middleOf(piece: number): number {
  return (piece + 0.5) * (1 / PIECES_PER_UNIT) - PIECES_WITHIN;
}

/** Coefficients of v around the middle of each piece, from the value there by v′ = −v · (v + x). */
function taylorPieces(): Float64Array {
  const count = 2 * PIECES_WITHIN * PIECES_PER_UNIT;
  const all = new Float64Array(count * TERMS);
  for (let piece = 0; piece < count; piece++) {
    const v = [exactShift(middleOf(piece))];
    const plusX = [v[0]! + middleOf(piece)];
    for (let k = 0; k < TERMS - 1; k++) {
      let sum = 0;
      for (let i = 0; i <= k; i++) sum += v[i]! * plusX[k - i]!;
      v.push(-sum / (k + 1));
      plusX.push(v[k + 1]! + (k === 0 ? 1 : 0));
    }
    all.set(v, piece * TERMS);
  }
  return all;
}

/** Far below 0, where φ and Φ vanish, by Laplace's continued fraction for their quotient (Abramowitz and Stegun 1964, 26.2.14). */
function exactShift(x: number): number {
  if (x >= -PIECES_WITHIN) return normalDensity(x) / normalCdf(x);
  let fraction = -x;
  for (let level = 40; level > 0; level--) fraction = -x + level / fraction;
  return fraction;
}

import { EvaluationError } from '../evaluation-error.js';
import { openUnitNumber } from '../numeric-checks.js';

/** One of several comparisons that are reported together. */
export interface Comparison {
  readonly id: string;
  readonly pValue: number;
}

/** A comparison after the correction. */
export interface HolmComparison extends Comparison {
  /** The smallest family-wise level at which this comparison would be significant, in [0, 1]. */
  readonly adjustedPValue: number;
  readonly isSignificant: boolean;
}

/**
 * Holm's step-down correction (Holm 1979): the j-th smallest of m p-values is multiplied by m − j + 1, capped at 1, and never falls below the one before it.
 * The chance of even one false finding among all comparisons is then at most `level`.
 *
 * @param level Family-wise error rate, 0.05 by default.
 * @returns The comparisons in the order in which they came.
 * @throws {EvaluationError} `INVALID_NUMBER` for a p-value outside [0, 1] or a level outside (0, 1).
 */
export function holm(comparisons: readonly Comparison[], level = 0.05): HolmComparison[] {
  openUnitNumber('level', level);
  for (const { id, pValue } of comparisons) {
    if (pValue >= 0 && pValue <= 1) continue;
    throw new EvaluationError({
      code: 'INVALID_NUMBER',
      field: `pValue of ${id}`,
      value: pValue,
      problem: 'it is not a probability',
      remedy: 'Pass p-values between 0 and 1.',
    });
  }
  const adjusted = new Map<number, number>();
  let floor = 0;
  comparisons
    .map(({ pValue }, index) => ({ pValue, index }))
    .sort((a, b) => a.pValue - b.pValue)
    .forEach(({ pValue, index }, position) => {
      floor = Math.max(floor, Math.min(1, pValue * (comparisons.length - position)));
      adjusted.set(index, floor);
    });
  return comparisons.map(({ id, pValue }, index) => {
    const adjustedPValue = adjusted.get(index) ?? 1;
    return { id, pValue, adjustedPValue, isSignificant: adjustedPValue <= level };
  });
}

import { EvaluationError } from './evaluation-error.js';

/**
 * Passes a finite number through.
 * @throws {EvaluationError} `INVALID_NUMBER` for NaN and infinities.
 */
export function finiteNumber(field: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new EvaluationError({
    code: 'INVALID_NUMBER',
    field,
    value,
    problem: 'it is not a finite number',
    remedy: 'Find out where the score was computed and leave the query out or repair it there.',
  });
}

/**
 * Passes a whole number of at least `minimum` through.
 * @throws {EvaluationError} `INVALID_NUMBER` otherwise.
 */
export function wholeNumber(field: string, value: number, minimum: number): number {
  if (Number.isSafeInteger(value) && value >= minimum) return value;
  throw new EvaluationError({
    code: 'INVALID_NUMBER',
    field,
    value,
    problem: `it is not a whole number of at least ${minimum}`,
    remedy: `Pass a whole number from ${minimum} upwards.`,
  });
}

/**
 * Passes a number from the open interval (0, 1) through, such as a confidence or a significance level.
 * @throws {EvaluationError} `INVALID_NUMBER` otherwise.
 */
export function openUnitNumber(field: string, value: number): number {
  if (value > 0 && value < 1) return value;
  throw new EvaluationError({
    code: 'INVALID_NUMBER',
    field,
    value,
    problem: 'it does not lie strictly between 0 and 1',
    remedy: 'Pass a fraction, for example 0.95 for 95 %.',
  });
}

/** What was wrong with the input of an evaluation function. */
export type EvaluationErrorCode =
  | 'INVALID_CUTOFF'
  | 'EMPTY_GOLD_SET'
  | 'NOTHING_TO_AVERAGE'
  | 'DUPLICATE_QUERY'
  | 'INCONSISTENT_METRICS'
  | 'UNPAIRED_QUERIES'
  | 'INVALID_NUMBER'
  | 'TOO_FEW_VALUES'
  | 'UNWRITABLE_FIELD'
  | 'AMBIGUOUS_ORDER';

/** What an {@link EvaluationError} is made of. */
export interface EvaluationErrorDetail {
  readonly code: EvaluationErrorCode;
  /** The argument or property at fault. */
  readonly field: string;
  /** The value found there. */
  readonly value: unknown;
  /** What is wrong, without the field and the value. */
  readonly problem: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

/** Thrown by every function of this library for input that has no meaningful answer. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  readonly code: EvaluationErrorCode;
  readonly field: string;
  readonly value: unknown;
  readonly remedy: string;

  constructor(detail: EvaluationErrorDetail) {
    super(`${detail.field} is ${shown(detail.value)}: ${detail.problem}. ${detail.remedy}`);
    this.code = detail.code;
    this.field = detail.field;
    this.value = detail.value;
    this.remedy = detail.remedy;
  }
}

const SHOWN_CHARACTERS = 120;

/** JSON has no NaN or infinity, which are just the numbers that are complained about. */
function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

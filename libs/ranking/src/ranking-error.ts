/** What was wrong with the input of a ranking function, or why it could not come to an end. */
export type RankingErrorCode =
  | 'INVALID_SETTING'
  | 'INVALID_NUMBER'
  | 'INVALID_KEY'
  | 'DUPLICATE_ID'
  | 'UNKNOWN_ID'
  | 'TOO_FEW_CANDIDATES'
  | 'LIST_TOO_LONG'
  | 'DESIGN_IMPOSSIBLE'
  | 'TOO_MANY_CANDIDATES'
  | 'NOT_CONVERGED'
  | 'CORRUPT_DATA'
  | 'UNMATCHED_JUDGEMENTS';

/** What a {@link RankingError} is made of. */
export interface RankingErrorDetail {
  readonly code: RankingErrorCode;
  /** The argument or property at fault. */
  readonly field: string;
  /** The value found there. */
  readonly value: unknown;
  /** What is wrong, without the field and the value. */
  readonly problem: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

/** Thrown by every function of this library for input that has no meaningful answer. A `RangeError`, so that callers may treat it as one. */
export class RankingError extends RangeError {
  override readonly name = 'RankingError';
  readonly code: RankingErrorCode;
  readonly field: string;
  readonly value: unknown;
  readonly remedy: string;

  constructor(detail: RankingErrorDetail) {
    super(`${detail.field} is ${shown(detail.value)}: ${detail.problem}. ${detail.remedy}`);
    this.code = detail.code;
    this.field = detail.field;
    this.value = detail.value;
    this.remedy = detail.remedy;
  }
}

/** @throws RankingError `INVALID_SETTING` unless the value is a whole number of at least `low`. */
export function requireWhole(field: string, value: number, low: number): void {
  if (Number.isInteger(value) && value >= low) return;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field,
    value,
    problem: `a whole number of at least ${low} is needed`,
    remedy: `Give a whole number from ${low} up.`,
  });
}

/** @throws RankingError `INVALID_NUMBER` for NaN and infinities. */
export function requireFinite(field: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new RankingError({
    code: 'INVALID_NUMBER',
    field,
    value,
    problem: 'a finite number is needed',
    remedy: 'Leave the entry out, or give the number that belongs there.',
  });
}

/** @throws RankingError `DUPLICATE_ID` when an id occurs twice. */
export function requireDistinct(field: string, ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id))
      throw new RankingError({ code: 'DUPLICATE_ID', field, value: id, problem: 'the id occurs twice', remedy: 'Give each id once.' });
    seen.add(id);
  }
}

/**
 * @throws RankingError `INVALID_SETTING` for prior scores of another number than the candidates, `INVALID_NUMBER` for one that is not finite;
 * none at all are fine.
 */
export function requirePriorScores(candidates: readonly string[], priorScores: readonly number[] | undefined): void {
  if (!priorScores) return;
  if (priorScores.length !== candidates.length)
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'priorScores',
      value: priorScores.length,
      problem: `there are ${candidates.length} candidates`,
      remedy: 'Give one prior score a candidate, or none at all.',
    });
  priorScores.forEach((score, i) => requireFinite(`priorScores[${i}]`, score));
}

const SHOWN_CHARACTERS = 120;

/** JSON has no NaN or infinity, which are just the numbers that are complained about. */
function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

import { EvaluationError } from '../evaluation-error.js';

/**
 * Passes an id or tag through that can stand in a TREC file, whose fields are separated by white space and cannot be quoted.
 * @throws {EvaluationError} `UNWRITABLE_FIELD` for an empty text or one with white space or a NUL character in it.
 */
export function trecField(field: string, value: string): string {
  // NUL ends a string in the C programs that read these files.
  if (value !== '' && !/\s/.test(value) && !value.includes('\0')) return value;
  throw new EvaluationError({
    code: 'UNWRITABLE_FIELD',
    field,
    value,
    problem: 'a TREC file cannot hold an empty field or one with white space',
    remedy: 'Write ids rather than names, or encode the value, for example with encodeURIComponent.',
  });
}

/** Joins lines so that each, the last one included, ends with a line break; no lines give an empty file. */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Compares as C's strcmp does on UTF-8: by code point. JavaScript's own `<` goes by UTF-16 unit and differs for emoji. */
export function compareCodePoints(a: string, b: string): number {
  let index = 0;
  while (index < a.length && index < b.length) {
    const left = a.codePointAt(index) ?? 0;
    const right = b.codePointAt(index) ?? 0;
    if (left !== right) return left - right;
    index += left > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

import { InvalidInputError } from '@etcetera/knowledge';

/** Opaque cursor of a row, from the values that order it. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/**
 * The ordering values inside a cursor.
 * @throws InvalidInputError when it is not a cursor of `parts` values.
 */
export function decodeCursor(cursor: string, parts: number): readonly string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string' && !part.includes('\u0000'))) {
      return key as string[];
    }
  } catch {
    // Not base64url of JSON: reported below like any other wrong cursor.
  }
  throw new InvalidInputError(
    'after',
    JSON.stringify(cursor),
    'give the endCursor of an earlier page of this list, or leave it out for the first page',
  );
}

/** @throws InvalidInputError unless `first` is a whole number from 1 to `most`. */
export function checkPageSize(first: number, most = 1000): void {
  if (!Number.isInteger(first) || first < 1 || first > most) {
    throw new InvalidInputError('first', String(first), `ask for a whole number of rows from 1 to ${most}`);
  }
}

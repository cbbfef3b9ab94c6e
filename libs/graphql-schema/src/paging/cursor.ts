import { badUserInput } from '../errors/bad-user-input.js';

/** What a row is ordered by: strings and numbers, the last one unique. */
export type CursorKey = readonly (string | number)[];

/** An opaque cursor of a row's ordering key. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The ordering key in a cursor, checked against the kinds of its parts.
 * @throws GraphQLError BAD_USER_INPUT for anything that this server did not give out.
 */
export function decodeCursor(cursor: string, kinds: readonly ('string' | 'number' | 'date')[]): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === kinds.length && kinds.every((kind, i) => fits(key[i], kind))) return key as CursorKey;
  } catch {
    // Falls through: not our JSON is as wrong as the wrong parts.
  }
  throw badUserInput(
    'after: this is no cursor of this list. Use the "endCursor" or an edge\'s "cursor" of an earlier page of the same list.',
    { field: 'after', value: cursor },
  );
}

function fits(value: unknown, kind: 'string' | 'number' | 'date'): boolean {
  if (kind === 'number') return typeof value === 'number';
  return typeof value === 'string' && (kind === 'string' || !Number.isNaN(Date.parse(value)));
}

/**
 * Postgres cannot hold U+0000 or half a surrogate pair inside jsonb, and a model may well answer with one. They are written as
 * an escape character from the private use area and four hex digits, and come back exactly as they were.
 */
const ESCAPE = '\uE000';

/** JSON text of the value that Postgres accepts as json or jsonb whatever its strings hold. Read it back through {@link fromStoredJson}. */
export function toStoredJsonText(value: unknown): string {
  // An escaped backslash is matched first so that the "\u0000" of a text that spells it out is not mistaken for the character.
  return JSON.stringify(value ?? null).replace(/\\\\|\\u(0000|d[89a-f][0-9a-f]{2})|\uE000/g, (match, code: string | undefined) => {
    if (code !== undefined) return ESCAPE + code;
    return match === ESCAPE ? `${ESCAPE}e000` : match;
  });
}

/** The same as a value, for statements that take values. */
export function toStoredJson<T>(value: T): T {
  return JSON.parse(toStoredJsonText(value)) as T;
}

/** Undoes the escapes of {@link toStoredJsonText} in a value read from the database. */
export function fromStoredJson<T>(value: T): T {
  return restore(value) as T;
}

function restore(value: unknown): unknown {
  if (typeof value === 'string') return restoreText(value);
  if (Array.isArray(value)) return value.map(restore);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [restoreText(key), restore(member)]));
  }
  return value;
}

const restoreText = (text: string): string =>
  text.includes(ESCAPE) ? text.replace(/\uE000([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

/** False for a text that no column can hold: looking it up would be an error where there is simply nothing to find. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000');
}

/** Text for a column that people read (reasons, raw rows): U+0000 becomes its visible symbol ␀, half a surrogate pair becomes �. */
export function visibleText(text: string): string {
  return text.replaceAll('\u0000', '\u2400').replace(/[\ud800-\udfff]/gu, '\ufffd');
}

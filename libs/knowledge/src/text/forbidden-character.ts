/** A place in a text that cannot be stored or shown. */
export interface ForbiddenCharacter {
  /** As a person would look it up, e.g. "U+000A (line break)". */
  readonly label: string;
  /** 1-based position in Unicode characters. */
  readonly position: number;
}

const names: Readonly<Record<number, string>> = { 0x00: 'NUL', 0x09: 'tab', 0x0a: 'line break', 0x0d: 'carriage return' };

/** In a name: no control character, no line or paragraph separator, no half of a surrogate pair. Joiners of emoji and marks of direction are fine. */
const inName = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
/** In longer texts line breaks and tabs are fine too. */
const inText = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** The first character that a text of this kind may not hold, if there is one. */
export function findForbiddenCharacter(text: string, kind: 'name' | 'text'): ForbiddenCharacter | undefined {
  const match = (kind === 'name' ? inName : inText).exec(text);
  if (!match) return undefined;
  const code = match[0].codePointAt(0) ?? 0;
  const what = names[code] ?? (code >= 0xd800 && code <= 0xdfff ? 'half of a surrogate pair' : 'control character');
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return { label: `U+${hex} (${what})`, position: [...text.slice(0, match.index)].length + 1 };
}

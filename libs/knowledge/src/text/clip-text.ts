/** The first `maxCharacters` Unicode characters (code points) of a text; a pair of surrogates is never cut. */
export function clipCharacters(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  let characters = 0;
  let end = 0;
  for (const character of text) {
    if (characters === maxCharacters) break;
    characters += 1;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The longest beginning of a text that takes at most `maxBytes` bytes in UTF-8, cut between characters. */
export function clipBytes(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes));
  return read < text.length ? text.slice(0, read) : text;
}

/** Number of Unicode characters (code points). */
export function countCharacters(text: string): number {
  let count = 0;
  for (const character of text) count += character.length > 0 ? 1 : 0;
  return count;
}

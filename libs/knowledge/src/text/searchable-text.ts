import { clipCharacters } from './clip-text.js';
import { MAX_NAME_CHARACTERS } from './name-problem.js';
import { normalizeName } from './normalize-name.js';

/**
 * A text that somebody typed, as the store can look it up: clipped to the longest name there can be, control characters and broken surrogates
 * read as spaces (no name holds them, and Postgres refuses NUL), normalised. For looking up only; nothing that is kept goes through here.
 */
export function searchableText(text: string): string {
  return normalizeName(clipCharacters(text.trim(), MAX_NAME_CHARACTERS).replace(/[\p{Cc}\p{Cs}]/gu, ' '));
}

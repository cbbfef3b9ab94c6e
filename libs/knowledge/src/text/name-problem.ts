import { countCharacters } from './clip-text.js';
import { findForbiddenCharacter } from './forbidden-character.js';

/** Longest name of an entity, an alias or a set, in Unicode characters after trimming. */
export const MAX_NAME_CHARACTERS = 300;

/**
 * What is wrong with a name, as the end of a sentence that begins with the field; undefined when nothing is. Nothing is repaired here but
 * white space at the ends, which callers trim, and NFC, which changes no visible character.
 */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'is empty';
  const forbidden = findForbiddenCharacter(name, 'name');
  if (forbidden) return `has ${forbidden.label} at character ${forbidden.position}; a name is one line of text`;
  if (/^[\p{Z}\p{Cf}\s]*$/u.test(name)) return 'has no visible character';
  const characters = countCharacters(name.trim().normalize('NFC'));
  if (characters > MAX_NAME_CHARACTERS) return `has ${characters} characters, more than ${MAX_NAME_CHARACTERS}`;
  return undefined;
}

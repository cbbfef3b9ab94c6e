import { findForbiddenCharacter } from '../text/forbidden-character.js';

/** Largest set of attributes of one entity, in characters of JSON. */
export const MAX_ATTRIBUTES_CHARACTERS = 20_000;
const MAX_DEPTH = 20;

/** What is wrong with the attributes of a row, as the end of a sentence; undefined when nothing is. */
export function attributesProblem(attributes: Readonly<Record<string, unknown>>): string | undefined {
  const problem = valueProblem(attributes, 0);
  if (problem) return problem;
  const { length } = JSON.stringify(attributes);
  return length > MAX_ATTRIBUTES_CHARACTERS ? `take ${length} characters as JSON, more than ${MAX_ATTRIBUTES_CHARACTERS}` : undefined;
}

function valueProblem(value: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return `are nested more than ${MAX_DEPTH} deep`;
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const problem = (key === '' ? 'have an entry without a name' : textProblem(key)) ?? valueProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

function textProblem(text: string): string | undefined {
  const forbidden = findForbiddenCharacter(text, 'text');
  return forbidden && `hold ${forbidden.label}`;
}

/** What was found in a model's text. */
export interface ExtractedJson {
  /** Undefined when there is no JSON object or list in the text. */
  readonly value: unknown;
  /** What had to be tolerated or why nothing was found, in words. */
  readonly notes: readonly string[];
}

/**
 * Finds the JSON in the text of an answer. Reasoning in `<think>…</think>` is skipped, code fences and prose around the JSON are
 * tolerated and noted. When several objects stand in the text, the last one that parses counts: models correct themselves forwards.
 */
export function extractJson(answer: string): ExtractedJson {
  const text = withoutReasoning(answer);
  if (text === undefined) return { value: undefined, notes: ['the answer ends inside its reasoning'] };
  const whole = tryParse(text);
  if (whole !== undefined) return { value: whole, notes: [] };
  const fences = [...text.matchAll(/```[a-z]*\s*\n?([\s\S]*?)```/giu)]
    .map((match) => tryParse(match[1] ?? ''))
    .filter((v) => v !== undefined);
  if (fences.length > 0) return { value: fences.at(-1), notes: ['a code fence stands around the JSON'] };
  const found = balancedPieces(text)
    .map(tryParse)
    .filter((value) => value !== undefined);
  if (found.length > 0) return { value: found.at(-1), notes: ['other text stands around the JSON'] };
  return { value: undefined, notes: ['there is no JSON in the answer'] };
}

/** The text after the reasoning; undefined when the reasoning never ends. */
function withoutReasoning(text: string): string | undefined {
  // Some templates open the block themselves, so that only its end is in the answer.
  const end = text.lastIndexOf('</think>');
  const rest = end === -1 ? text : text.slice(end + '</think>'.length);
  return rest.includes('<think>') ? undefined : rest.trim();
}

/** Objects and lists only: a lone string or number is no answer of ours. */
function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Outermost `{…}` and `[…]` pieces, brackets inside strings not counted. */
function balancedPieces(text: string): string[] {
  const pieces: string[] = [];
  let start = -1;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = depth > 0;
    else if (character === '{' || character === '[') {
      if (depth++ === 0) start = i;
    } else if ((character === '}' || character === ']') && depth > 0 && --depth === 0) pieces.push(text.slice(start, i + 1));
  }
  return pieces;
}

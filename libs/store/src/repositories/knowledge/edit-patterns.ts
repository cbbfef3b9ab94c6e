/** Shortest and longest text (in characters) for which a single slip is looked for letter by letter. */
const SHORTEST = 3;
const LONGEST = 8;

/**
 * LIKE patterns of everything that is one slip away from a short text: a letter changed, left out, too many, or two swapped.
 * Trigrams need about five letters before they survive a slip ("loin" and "lion" share one of nine); these patterns close that gap.
 * Empty for texts outside 3…8 characters.
 */
export function editPatterns(text: string): readonly string[] {
  const letters = [...text].map(escapeLike);
  if (letters.length < SHORTEST || letters.length > LONGEST) return [];
  const patterns = new Set<string>();
  for (let at = 0; at <= letters.length; at++) {
    const before = letters.slice(0, at);
    const [first, second] = letters.slice(at, at + 2);
    const rest = letters.slice(at + 1);
    patterns.add([...before, '_', ...letters.slice(at)].join(''));
    if (first === undefined) continue;
    patterns.add([...before, '_', ...rest].join(''));
    patterns.add([...before, ...rest].join(''));
    if (second !== undefined) patterns.add([...before, second, first, ...rest.slice(1)].join(''));
  }
  return [...patterns];
}

/** The text as LIKE finds it literally. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

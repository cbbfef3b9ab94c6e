/**
 * Characters that could end a data block, start a new line, imitate the control tokens of a chat template (`<|…|>`, `[INST]`)
 * or hide text from the person who reads the record (bidirectional controls, tag characters).
 */
const escaped = /[<>&[\]`\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Untrusted values as one line of JSON that cannot close the block it stands in.
 * Nothing is removed: every escape is valid JSON inside a string, so the line parses back to the same values.
 */
export function untrustedLine(values: Readonly<Record<string, string | number>>): string {
  const fields = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}:${untrustedJson(value)}`);
  return `{${fields.join(',')}}`;
}

function untrustedJson(value: string | number): string {
  // JSON.stringify already escapes quotes, backslashes, C0 controls and lone surrogates.
  return JSON.stringify(value).replace(escaped, (character) =>
    Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** At most `length` code points, the last of them an ellipsis when something was cut. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const points = Array.from(text);
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`;
}

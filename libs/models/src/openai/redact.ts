/** Makes a function that takes a secret, as it is and as it looks inside URLs, base64 and JSON, out of any text. */
export function secretRedactor(secret: string | undefined): (text: string) => string {
  if (!secret) return (text) => text;
  const spellings = new Set([
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/u, ''),
  ]);
  // Longest first, so that no part of a longer spelling stays behind.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((clean, spelling) => clean.replaceAll(spelling, '[key]'), text);
}

/** One line of foreign text for a message: no control characters, at most `length` characters. */
export function oneLine(text: string, length = 300): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** A line that a parser could not take as it stands. */
export interface FormatIssue<Code extends string = string> {
  /** 1-based. */
  readonly line: number;
  readonly code: Code;
  /** A sentence for the person who made the file. */
  readonly message: string;
  /** The line as it was, without its line break. */
  readonly text: string;
  /** False when the parsed result lacks the line, true when it is in there and only deserves a look. */
  readonly isKept: boolean;
}

/** A line of a text file with its 1-based number. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/**
 * Splits a text into numbered lines. Takes LF and CRLF, and a byte order mark at the start; the line break at the end of the file opens no further line.
 */
export function numberedLines(text: string): NumberedLine[] {
  const pieces = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (pieces.at(-1) === '') pieces.pop();
  return pieces.map((piece, index) => ({ line: index + 1, text: piece }));
}

/** A line that is left out of the result. */
export function rejectedLine<Code extends string>(at: NumberedLine, code: Code, message: string): FormatIssue<Code> {
  return { line: at.line, code, message, text: at.text, isKept: false };
}

/** A line that is in the result all the same. */
export function keptLine<Code extends string>(at: NumberedLine, code: Code, message: string): FormatIssue<Code> {
  return { line: at.line, code, message, text: at.text, isKept: true };
}

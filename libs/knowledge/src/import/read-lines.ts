import type { ByteSource } from './entity-row.js';

/** Longest line of an import file, in bytes. */
export const MAX_LINE_BYTES = 5_000_000;

export interface SourceLine {
  /** 1-based. */
  readonly number: number;
  /** Without the line feed; a carriage return before it is still there. */
  readonly bytes: Buffer;
  /** The line was longer than the limit; `bytes` holds its beginning. */
  readonly tooLong: boolean;
}

/** Splits bytes at line feeds, holding no more than one line in memory; a byte order mark at the start is left out. */
export async function* readLines(source: ByteSource, maxBytes = MAX_LINE_BYTES): AsyncGenerator<SourceLine> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;
  const take = (part: Buffer): void => {
    if (size <= maxBytes) parts.push(part);
    size += part.length;
  };
  const line = (): SourceLine => {
    number += 1;
    const whole = Buffer.concat(parts);
    const bytes = number === 1 && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? whole.subarray(3) : whole;
    const tooLong = size > maxBytes;
    parts = [];
    size = 0;
    return { number, bytes: tooLong ? bytes.subarray(0, maxBytes) : bytes, tooLong };
  };
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      take(bytes.subarray(from, end));
      yield line();
      from = end + 1;
    }
    if (from < bytes.length) take(bytes.subarray(from));
  }
  if (size > 0) yield line();
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

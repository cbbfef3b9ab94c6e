import { RankingError } from '../ranking-error.js';

/** @param problem what is wrong with the bytes. @param value what was found there. */
export function corruptData(problem: string, value: unknown): RankingError {
  return new RankingError({ code: 'CORRUPT_DATA', field: 'bytes', value, problem, remedy: 'Build the tree again from its names.' });
}

/** Writes numbers and strings into bytes that grow. */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  /** @param capacity bytes to start with. */
  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(capacity, 16));
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  /** A whole number in [0, 2³²) as four bytes, lowest first. */
  uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 0xff);
  }

  /** A whole number in [0, 2³²) as LEB128: seven bits a byte, lowest first, the eighth bit says that more follow. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** The length and the UTF-16 units as varints: a byte for ASCII, and every string comes back as it was, lone surrogates included. */
  string(value: string): void {
    this.varint(value.length);
    for (let i = 0; i < value.length; i++) this.varint(value.charCodeAt(i));
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads what a {@link ByteWriter} wrote. Every method throws RankingError `CORRUPT_DATA` where the bytes are not of that form. */
export class ByteReader {
  private next: number;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
    private readonly end: number,
  ) {
    this.next = start;
  }

  /** True when everything has been read. */
  get done(): boolean {
    return this.next === this.end;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 2 ** 7) {
      if (this.next >= this.end) throw corruptData('the data end in the middle of a number', this.end);
      const byte = this.bytes[this.next++] as number;
      value += (byte & 0x7f) * scale;
      if (byte > 0x7f) continue;
      if (value >= 2 ** 32 || (byte === 0 && scale > 1)) break;
      return value;
    }
    throw corruptData('a number is not written as it should be', this.next);
  }

  string(): string {
    const length = this.varint();
    if (length > this.end - this.next) throw corruptData('a name is longer than the data', length);
    let text = '';
    for (let i = 0; i < length; i++) {
      const unit = this.varint();
      if (unit > 0xffff) throw corruptData('a name has a character that does not exist', unit);
      text += String.fromCharCode(unit);
    }
    return text;
  }
}

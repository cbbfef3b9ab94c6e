import { open, type FileHandle } from 'node:fs/promises';

// Sizes in bytes of the fixed-size value types; https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
const valueBytes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const stringType = 8;
const arrayType = 9;
const defaultAlignment = 32;
const windowBytes = 1 << 20;

/**
 * Walks through the header of a GGUF file without keeping anything, and makes sure that all of it, and the start of every tensor,
 * lies inside the file.
 * @throws Error saying what does not fit
 */
export async function checkGguf(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const cursor = new Cursor(file, size);
    if ((await cursor.take(4)).toString('latin1') !== 'GGUF') throw new Error('it does not begin with "GGUF"');
    const version = await cursor.uint32();
    if (version !== 2 && version !== 3) throw new Error(`its format version is ${version}; 2 and 3 are known`);
    const tensors = await cursor.uint64();
    const entries = await cursor.uint64();
    for (let i = 0; i < entries; i++) {
      await cursor.skipString();
      await skipValue(cursor, await cursor.uint32());
    }
    let lastTensor = 0;
    for (let i = 0; i < tensors; i++) {
      await cursor.skipString();
      const dimensions = await cursor.uint32();
      if (dimensions > 8) throw new Error(`tensor ${i} claims ${dimensions} dimensions`);
      await cursor.skip(8 * dimensions + 4);
      lastTensor = Math.max(lastTensor, await cursor.uint64());
    }
    const dataStart = Math.ceil(cursor.position / defaultAlignment) * defaultAlignment;
    if (tensors > 0 && dataStart + lastTensor >= size) throw new Error(`it ends after ${size} bytes, before its last tensor begins`);
  } finally {
    await file.close();
  }
}

async function skipValue(cursor: Cursor, type: number): Promise<void> {
  if (type === stringType) return cursor.skipString();
  if (type !== arrayType) return cursor.skip(bytesOf(type));
  const itemType = await cursor.uint32();
  const count = await cursor.uint64();
  if (itemType !== stringType) return cursor.skip(bytesOf(itemType) * count);
  for (let i = 0; i < count; i++) await cursor.skipString();
}

function bytesOf(type: number): number {
  const bytes = valueBytes[type];
  if (bytes === undefined) throw new Error(`its header holds a value of the unknown type ${type}`);
  return bytes;
}

/** Reads forward through a file in large pieces. */
class Cursor {
  position = 0;
  #window = Buffer.alloc(0);
  #windowStart = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {}

  async uint32(): Promise<number> {
    return (await this.take(4)).readUInt32LE();
  }

  async uint64(): Promise<number> {
    return Number((await this.take(8)).readBigUInt64LE());
  }

  async skipString(): Promise<void> {
    await this.skip(await this.uint64());
  }

  async skip(bytes: number): Promise<void> {
    if (this.position + bytes > this.size) throw new Error(`its header runs beyond the end of the file (${this.size} bytes)`);
    this.position += bytes;
  }

  async take(bytes: number): Promise<Buffer> {
    const start = this.position;
    await this.skip(bytes);
    if (start < this.#windowStart || this.position > this.#windowStart + this.#window.length) {
      const wanted = Math.min(windowBytes, this.size - start);
      const { buffer, bytesRead } = await this.file.read(Buffer.alloc(wanted), 0, wanted, start);
      if (bytesRead < bytes) throw new Error(`its header ends after ${start + bytesRead} bytes`);
      this.#window = buffer.subarray(0, bytesRead);
      this.#windowStart = start;
    }
    return this.#window.subarray(start - this.#windowStart, this.position - this.#windowStart);
  }
}

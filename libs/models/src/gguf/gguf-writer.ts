import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A metadata value with its GGUF type. */
export type GgufValue =
  | { readonly type: 'uint32'; readonly value: number }
  | { readonly type: 'float32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'int32[]'; readonly value: readonly number[] }
  | { readonly type: 'string[]'; readonly value: readonly string[] };

/** A tensor to be written; `load` is called when its turn comes, so that only one is in memory. */
export interface GgufTensor {
  readonly name: string;
  /** Rows first, as in PyTorch; the format's own order is the reverse. */
  readonly shape: readonly number[];
  readonly type: 'f32' | 'f16';
  /** Delivers the little-endian bytes. */
  readonly load: () => Promise<Uint8Array>;
}

// Numbers of the format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
const version = 3;
const alignment = 32;
const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const tensorTypes = { f32: { id: 0, bytes: 4 }, f16: { id: 1, bytes: 2 } } as const;

/**
 * Writes a GGUF file (version 3). The same input gives the same bytes.
 * @param path a file that must not exist yet; the caller removes it when this throws
 * @throws the error of the file system, of `load`, or the signal's reason when cancelled
 */
export async function writeGguf(
  path: string,
  metadata: readonly (readonly [key: string, value: GgufValue])[],
  tensors: readonly GgufTensor[],
  signal?: AbortSignal,
): Promise<void> {
  const output = createWriteStream(path, { flags: 'wx' });
  const done = finished(output);
  // The rejection is handled where `done` is awaited; without this a failing disk would end the process before that.
  done.catch(() => undefined);
  const write = async (bytes: Uint8Array) => {
    if (!output.write(bytes)) await Promise.race([once(output, 'drain'), done]);
  };
  try {
    const head = header(metadata, tensors);
    await write(head);
    await write(padding(head.length));
    for (const tensor of tensors) {
      signal?.throwIfAborted();
      const bytes = await tensor.load();
      if (bytes.length !== byteLength(tensor))
        throw new Error(`tensor "${tensor.name}" has ${bytes.length} bytes, not ${byteLength(tensor)}`);
      await write(bytes);
      await write(padding(bytes.length));
    }
    output.end();
    await done;
  } catch (error) {
    output.destroy();
    await done.catch(() => undefined);
    throw output.errored ?? error;
  }
}

function header(metadata: readonly (readonly [string, GgufValue])[], tensors: readonly GgufTensor[]): Buffer {
  const pieces = [Buffer.from('GGUF'), uint32(version), uint64(tensors.length), uint64(metadata.length)];
  for (const [key, value] of metadata) pieces.push(string(key), typedValue(value));
  let offset = 0;
  for (const tensor of tensors) {
    const dimensions = tensor.shape.toReversed();
    pieces.push(
      string(tensor.name),
      uint32(dimensions.length),
      ...dimensions.map(uint64),
      uint32(tensorTypes[tensor.type].id),
      uint64(offset),
    );
    offset += byteLength(tensor) + padding(byteLength(tensor)).length;
  }
  return Buffer.concat(pieces);
}

function typedValue(entry: GgufValue): Buffer {
  switch (entry.type) {
    case 'uint32':
      return Buffer.concat([uint32(valueTypes.uint32), uint32(entry.value)]);
    case 'float32':
      return Buffer.concat([uint32(valueTypes.float32), float32(entry.value)]);
    case 'bool':
      return Buffer.concat([uint32(valueTypes.bool), Buffer.from([entry.value ? 1 : 0])]);
    case 'string':
      return Buffer.concat([uint32(valueTypes.string), string(entry.value)]);
    case 'int32[]':
      return array(valueTypes.int32, entry.value.map(int32));
    case 'string[]':
      return array(valueTypes.string, entry.value.map(string));
  }
}

function array(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(valueTypes.array), uint32(type), uint64(items.length), ...items]);
}

function byteLength(tensor: GgufTensor): number {
  return tensor.shape.reduce((product, length) => product * length, 1) * tensorTypes[tensor.type].bytes;
}

function padding(length: number): Buffer {
  return Buffer.alloc((alignment - (length % alignment)) % alignment);
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

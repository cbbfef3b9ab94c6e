import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { ModelFileError } from '../manifest/model-file-error.js';

const tensorSchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());

/** A tensor of single-precision numbers, rows first. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The header is JSON of a few kilobytes; anything near this size means that the file is something else. */
const largestHeader = 100_000_000;

/**
 * Reads tensors from a safetensors file, one at a time, so that the file is never in memory as a whole.
 * Format: 8 bytes header length (little-endian), JSON header, data; https://github.com/huggingface/safetensors#format
 */
export class SafetensorsReader {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly dataStart: number,
    private readonly tensors: ReadonlyMap<string, z.infer<typeof tensorSchema>>,
  ) {}

  /** @throws ModelFileError `unreadable` or `corrupt` */
  static async open(path: string): Promise<SafetensorsReader> {
    const file = await open(path).catch((cause: unknown) => {
      throw new ModelFileError('unreadable', `${path} cannot be opened.`, 'Check the path and the access rights.', { path, cause });
    });
    try {
      const length = Number((await readExactly(file, 0, 8)).readBigUInt64LE());
      const { size } = await file.stat();
      if (length > largestHeader || 8 + length > size) throw new Error(`the header claims ${length} bytes`);
      const header = headerSchema.parse(JSON.parse((await readExactly(file, 8, length)).toString('utf8')));
      delete header['__metadata__'];
      const tensors = new Map(Object.entries(header).map(([name, value]) => [name, tensorSchema.parse(value)]));
      const end = Math.max(0, ...[...tensors.values()].map((tensor) => tensor.data_offsets[1]));
      if (8 + length + end !== size) throw new Error(`the header describes ${8 + length + end} bytes, the file has ${size}`);
      return new SafetensorsReader(path, file, 8 + length, tensors);
    } catch (cause) {
      await file.close();
      throw corrupt(path, cause);
    }
  }

  /** Names of all tensors, in the order of the header. */
  get names(): readonly string[] {
    return [...this.tensors.keys()];
  }

  /** Lengths of a tensor's dimensions, rows first. @throws ModelFileError `corrupt` when it is absent */
  shapeOf(name: string): readonly number[] {
    return this.describe(name).shape;
  }

  /** One F32 tensor. @throws ModelFileError `corrupt` when it is absent, of another type, or its size does not fit its shape */
  async read(name: string): Promise<Tensor> {
    const tensor = this.describe(name);
    if (tensor.dtype !== 'F32') throw corrupt(this.path, new Error(`tensor "${name}" is ${tensor.dtype}; only F32 is supported`));
    const [start, end] = tensor.data_offsets;
    const count = tensor.shape.reduce((product, length) => product * length, 1);
    if (end - start !== 4 * count) throw corrupt(this.path, new Error(`tensor "${name}" has ${end - start} bytes for ${count} numbers`));
    const bytes = await readExactly(this.file, this.dataStart + start, end - start);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = bytes.readFloatLE(4 * i);
    return { shape: tensor.shape, values };
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private describe(name: string): z.infer<typeof tensorSchema> {
    const tensor = this.tensors.get(name);
    if (!tensor) throw corrupt(this.path, new Error(`tensor "${name}" is absent`));
    return tensor;
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new Error(`the file ends at byte ${position + done}`);
    done += bytesRead;
  }
  return buffer;
}

function corrupt(path: string, cause: unknown): ModelFileError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ModelFileError('corrupt', `${path} is not a usable safetensors file (${reason}).`, 'Fetch it again.', { path, cause });
}

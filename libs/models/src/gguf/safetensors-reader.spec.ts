import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafetensorsReader } from './safetensors-reader.js';

function safetensors(header: object, data: Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

describe('SafetensorsReader', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
    path = join(folder, 'model.safetensors');
    const header = {
      __metadata__: { format: 'pt' },
      ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] },
      matrix: { dtype: 'F32', shape: [2, 3], data_offsets: [8, 32] },
      crooked: { dtype: 'F32', shape: [5], data_offsets: [8, 32] },
    };
    await writeFile(
      path,
      safetensors(header, Buffer.concat([Buffer.alloc(8), Buffer.from(new Float32Array([1, -2, 3.5, 0, 5, 6]).buffer)])),
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads a tensor with its shape and leaves the others on disk', async () => {
    const reader = await SafetensorsReader.open(path);
    expect(reader.names).toEqual(['ids', 'matrix', 'crooked']);
    const { shape, values } = await reader.read('matrix');
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([1, -2, 3.5, 0, 5, 6]);
    await reader.close();
  });

  it.each([
    ['nothing', /"nothing" is absent/],
    ['ids', /"ids" is I64/],
    ['crooked', /24 bytes for 5 numbers/],
  ])('refuses the tensor "%s" and says why', async (name, reason) => {
    const reader = await SafetensorsReader.open(path);
    await expect(reader.read(name)).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'corrupt',
      path,
      message: expect.stringMatching(reason),
    });
    await reader.close();
  });

  it('detects a file that was cut short', async () => {
    const whole = await readFile(path);
    for (const length of [0, 5, 20, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(SafetensorsReader.open(path)).rejects.toMatchObject({ name: 'ModelFileError', code: 'corrupt' });
    }
  });

  it('detects a file of another kind', async () => {
    await writeFile(path, '<!doctype html><title>Not found</title>');
    await expect(SafetensorsReader.open(path)).rejects.toMatchObject({ name: 'ModelFileError', code: 'corrupt' });
    await expect(SafetensorsReader.open(join(folder, 'absent'))).rejects.toMatchObject({ name: 'ModelFileError', code: 'unreadable' });
  });
});

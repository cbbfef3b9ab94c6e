import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkGguf } from './check-gguf.js';
import { writeGguf } from './gguf-writer.js';

describe('checkGguf', () => {
  let folder: string;
  let path: string;
  let whole: Buffer;
  const tensor = (name: string, shape: number[], bytes: number) => ({
    name,
    shape,
    type: 'f32' as const,
    load: () => Promise.resolve(new Uint8Array(bytes)),
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-gguf-'));
    path = join(folder, 'model.gguf');
    await writeGguf(
      path,
      [
        ['general.architecture', { type: 'string', value: 'bert' }],
        ['bert.causal', { type: 'bool', value: false }],
        ['bert.epsilon', { type: 'float32', value: 1e-12 }],
        ['tokens', { type: 'string[]', value: ['lion', '▁tiger', ''] }],
        ['types', { type: 'int32[]', value: [1, -3] }],
      ],
      [tensor('a', [3, 2], 24), tensor('b', [5], 20)],
    );
    whole = await readFile(path);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('accepts a whole file', async () => {
    await writeFile(path, whole);
    await expect(checkGguf(path)).resolves.toBeUndefined();
  });

  it('refuses every file that ends before its last tensor begins', async () => {
    for (let length = 0; length <= whole.length - 32; length++) {
      await writeFile(path, whole.subarray(0, length));
      await expect(checkGguf(path)).rejects.toThrow(/it ends after|it does not begin|header/u);
    }
  });

  it('refuses counts and lengths that lead out of the file at once', async () => {
    for (const position of [8, 16, 24]) {
      const wild = Buffer.from(whole);
      wild.fill(0xff, position, position + 8);
      await writeFile(path, wild);
      await expect(checkGguf(path)).rejects.toThrow(/header|it ends after|dimensions/u);
    }
  });

  it('stays with the writer: a tensor of the wrong size is refused', async () => {
    await expect(writeGguf(join(folder, 'wrong.gguf'), [], [tensor('a', [3, 2], 23)])).rejects.toThrow(/"a" has 23 bytes, not 24/u);
  });
});

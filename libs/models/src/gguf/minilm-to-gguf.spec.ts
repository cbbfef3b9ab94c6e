import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGgufFileInfo } from 'node-llama-cpp';
import { convertMinilmToGguf } from './minilm-to-gguf.js';
import { toHalfBits } from './half-precision.js';

const width = 4;

/** The tensors of the published file with tiny matrices of distinct numbers. */
function tinyWeights(without?: string): Buffer {
  const shapes: [string, number[]][] = [
    ['embeddings.word_embeddings.weight', [8, width]],
    ['embeddings.position_embeddings.weight', [6, width]],
    ['embeddings.token_type_embeddings.weight', [2, width]],
    ['embeddings.LayerNorm.weight', [width]],
    ['embeddings.LayerNorm.bias', [width]],
  ];
  for (let layer = 0; layer < 6; layer++) {
    const at = `encoder.layer.${layer}.`;
    for (const part of [
      'attention.self.query',
      'attention.self.key',
      'attention.self.value',
      'attention.output.dense',
      'intermediate.dense',
      'output.dense',
    ]) {
      shapes.push([`${at}${part}.weight`, [width, width]], [`${at}${part}.bias`, [width]]);
    }
    for (const part of ['attention.output.LayerNorm', 'output.LayerNorm'])
      shapes.push([`${at}${part}.weight`, [width]], [`${at}${part}.bias`, [width]]);
  }
  const header: Record<string, unknown> = {};
  const data: Buffer[] = [];
  let offset = 0;
  for (const [index, [name, shape]] of shapes.filter(([name]) => name !== without).entries()) {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => index + i / 7);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    data.push(Buffer.from(values.buffer));
    offset += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...data]);
}

describe('convertMinilmToGguf', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const convert = (output: string, signal?: AbortSignal) =>
    convertMinilmToGguf({
      weightsPath: at('model.safetensors'),
      vocabularyPath: at('vocab.txt'),
      outputPath: at(output),
      ...(signal ? { signal } : {}),
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minilm-'));
    await writeFile(at('model.safetensors'), tinyWeights());
    await writeFile(at('vocab.txt'), '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n[unused0]\nlion\n##ess\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the same bytes on two runs', async () => {
    await convert('a.gguf');
    await convert('b.gguf');
    expect((await readFile(at('a.gguf'))).equals(await readFile(at('b.gguf')))).toBe(true);
  });

  it('writes what the runtime reads: architecture, tokens in its notation, and all tensors by its names', async () => {
    await convert('a.gguf');
    const { metadata, fullTensorInfo } = await readGgufFileInfo(at('a.gguf'));
    expect(metadata.general.architecture).toBe('bert');
    expect(metadata).toMatchObject({ bert: { pooling_type: 1, block_count: 6, attention: { causal: false } } });
    expect(metadata.tokenizer.ggml.tokens).toEqual(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '[unused0]', '▁lion', 'ess']);
    expect(metadata.tokenizer.ggml.token_type).toEqual([3, 3, 3, 3, 3, 1, 1, 1]);
    expect(fullTensorInfo).toHaveLength(101);
    const types = new Map(fullTensorInfo?.map((tensor) => [tensor.name, tensor.ggmlType]));
    expect([types.get('token_embd.weight'), types.get('blk.5.ffn_down.weight')]).toEqual([1, 1]);
    expect([types.get('position_embd.weight'), types.get('token_types.weight'), types.get('blk.0.attn_q.bias')]).toEqual([0, 0, 0]);
  });

  it('stores matrices in half precision and starts every tensor at a multiple of 32 bytes', async () => {
    await convert('a.gguf');
    const bytes = await readFile(at('a.gguf'));
    const { fullTensorInfo } = await readGgufFileInfo(at('a.gguf'));
    const dataLength = 8 * width * 2;
    const first = fullTensorInfo?.[0];
    expect(first?.name).toBe('token_embd.weight');
    const offsets = fullTensorInfo?.map((tensor) => Number(tensor.offset)) ?? [];
    expect(offsets.every((offset) => offset % 32 === 0)).toBe(true);
    const last = fullTensorInfo?.at(-1);
    // The last tensor (four numbers, 16 bytes) is padded to 32, and ends the file.
    const dataStart = bytes.length - 32 - Number(last?.offset);
    const halves = Array.from({ length: dataLength / 2 }, (_, i) => bytes.readUInt16LE(dataStart + 2 * i));
    expect(halves).toEqual(Array.from({ length: 8 * width }, (_, i) => toHalfBits(i / 7)));
  });

  it('names the tensor that is absent and leaves no file', async () => {
    await writeFile(at('model.safetensors'), tinyWeights('encoder.layer.3.output.dense.bias'));
    await expect(convert('a.gguf')).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('encoder.layer.3.output.dense.bias'),
    });
    await expect(access(at('a.gguf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leaves no file when it is cancelled', async () => {
    const reason = new Error('changed my mind');
    await expect(convert('a.gguf', AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(access(at('a.gguf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

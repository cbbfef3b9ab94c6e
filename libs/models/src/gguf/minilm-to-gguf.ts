import { readFile, rm } from 'node:fs/promises';
import { toHalfPrecision } from './half-precision.js';
import { writeGguf, type GgufTensor, type GgufValue } from './gguf-writer.js';
import { SafetensorsReader } from './safetensors-reader.js';

/** Where the parts of the model are and where the result goes. */
export interface MinilmConversion {
  /** `model.safetensors` of all-MiniLM-L6-v2. */
  readonly weightsPath: string;
  /** `vocab.txt`: one token a line, in the order of the ids. */
  readonly vocabularyPath: string;
  /** A file that must not exist yet. */
  readonly outputPath: string;
  readonly signal?: AbortSignal;
}

const layers = 6;
const specialTokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const controlToken = 3;
const ordinaryToken = 1;

const embeddingNames: Readonly<Record<string, string>> = {
  'embeddings.word_embeddings.weight': 'token_embd.weight',
  'embeddings.position_embeddings.weight': 'position_embd.weight',
  'embeddings.token_type_embeddings.weight': 'token_types.weight',
  'embeddings.LayerNorm.weight': 'token_embd_norm.weight',
  'embeddings.LayerNorm.bias': 'token_embd_norm.bias',
};
const layerNames: Readonly<Record<string, string>> = {
  'attention.self.query': 'attn_q',
  'attention.self.key': 'attn_k',
  'attention.self.value': 'attn_v',
  'attention.output.dense': 'attn_output',
  'attention.output.LayerNorm': 'attn_output_norm',
  'intermediate.dense': 'ffn_up',
  'output.dense': 'ffn_down',
  'output.LayerNorm': 'layer_output_norm',
};
/** Matrices that the runtime reads by row and adds up; it wants them in single precision. */
const singlePrecisionMatrices = new Set(['position_embd.weight', 'token_types.weight']);

/**
 * Turns the published weights of all-MiniLM-L6-v2 into a GGUF file with half-precision matrices.
 * The same input gives the same bytes on every machine. A failed conversion leaves no file behind.
 * @throws ModelFileError when the weights are not usable; errors of the file system; the signal's reason when cancelled
 */
export async function convertMinilmToGguf({ weightsPath, vocabularyPath, outputPath, signal }: MinilmConversion): Promise<void> {
  const vocabulary = (await readFile(vocabularyPath, 'utf8')).replace(/\n$/u, '').split('\n');
  const weights = await SafetensorsReader.open(weightsPath);
  try {
    const tensors = tensorNames().map(([source, target]) => describe(weights, source, target));
    await writeGguf(outputPath, metadata(vocabulary), tensors, signal);
  } catch (error) {
    await rm(outputPath, { force: true });
    throw error;
  } finally {
    await weights.close();
  }
}

function describe(weights: SafetensorsReader, source: string, target: string): GgufTensor {
  const shape = weights.shapeOf(source);
  const half = shape.length === 2 && !singlePrecisionMatrices.has(target);
  const load = async () => {
    const { values } = await weights.read(source);
    return half ? littleEndian(toHalfPrecision(values)) : littleEndian(values);
  };
  return { name: target, shape, type: half ? 'f16' : 'f32', load };
}

/** Typed arrays have the machine's byte order; every machine that the runtime is built for is little-endian. */
function littleEndian(values: Uint16Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function tensorNames(): readonly (readonly [source: string, target: string])[] {
  const names = Object.entries(embeddingNames);
  for (let layer = 0; layer < layers; layer++) {
    for (const [source, target] of Object.entries(layerNames)) {
      for (const kind of ['weight', 'bias']) names.push([`encoder.layer.${layer}.${source}.${kind}`, `blk.${layer}.${target}.${kind}`]);
    }
  }
  return names;
}

function metadata(vocabulary: readonly string[]): readonly (readonly [string, GgufValue])[] {
  const uint32 = (value: number): GgufValue => ({ type: 'uint32', value });
  return [
    ['general.architecture', { type: 'string', value: 'bert' }],
    ['general.name', { type: 'string', value: 'all-MiniLM-L6-v2' }],
    ['bert.context_length', uint32(512)],
    ['bert.embedding_length', uint32(384)],
    ['bert.feed_forward_length', uint32(1536)],
    ['bert.block_count', uint32(layers)],
    ['bert.attention.head_count', uint32(12)],
    ['bert.attention.layer_norm_epsilon', { type: 'float32', value: 1e-12 }],
    ['bert.attention.causal', { type: 'bool', value: false }],
    ['bert.pooling_type', uint32(1)],
    ['general.file_type', uint32(1)],
    ['tokenizer.ggml.token_type_count', uint32(2)],
    ['tokenizer.ggml.model', { type: 'string', value: 'bert' }],
    ['tokenizer.ggml.tokens', { type: 'string[]', value: vocabulary.map(ggufToken) }],
    [
      'tokenizer.ggml.token_type',
      { type: 'int32[]', value: vocabulary.map((t) => (specialTokens.includes(t) ? controlToken : ordinaryToken)) },
    ],
    ['tokenizer.ggml.bos_token_id', uint32(101)],
    ['tokenizer.ggml.eos_token_id', uint32(102)],
    ['tokenizer.ggml.unknown_token_id', uint32(100)],
    ['tokenizer.ggml.seperator_token_id', uint32(102)],
    ['tokenizer.ggml.padding_token_id', uint32(0)],
    ['tokenizer.ggml.cls_token_id', uint32(101)],
    ['tokenizer.ggml.mask_token_id', uint32(103)],
  ];
}

/** WordPiece marks continuations with `##`; the runtime marks word beginnings with U+2581 instead. */
function ggufToken(token: string): string {
  if (/^\[.*\]$/u.test(token)) return token;
  return token.startsWith('##') ? token.slice(2) : `\u2581${token}`;
}

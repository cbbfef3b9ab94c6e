import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Token } from 'node-llama-cpp';
import type { StepRequest } from '@etcetera/ranking';
import { writeGguf } from '../gguf/gguf-writer.js';
import { defaultModelsFolder } from '../manifest/default-models-folder.js';
import { ModelStore } from '../manifest/model-store.js';
import { loadGguf } from './llama-runtime.js';
import { loadLocalTokenModel, type LocalTokenModel } from './local-token-model.js';
import { filterLimit } from './sequence-slot.js';

const store = new ModelStore(process.env['ETCETERA_MODELS_DIR'] ?? defaultModelsFolder(homedir()));
const vocabulary = Array.from({ length: 49152 }, (_, token) => token);
const animals = 'Set: hammer, saw, drill\nSet: red, green, blue\nSet: lion, tiger,';
const tools = 'Set: lion, tiger, bear\nSet: red, green, blue\nSet: hammer, saw,';

/** Asked of a bare context through another option of the runtime: every token's probability. */
async function probabilityMap(modelPath: string, tokens: readonly number[], contextSize = 256): Promise<ReadonlyMap<number, number>> {
  const model = await loadGguf(modelPath);
  const context = await model.createContext({ contextSize, threads: 1 });
  const outputs = await context
    .getSequence()
    .controlledEvaluate([
      ...(tokens.slice(0, -1) as Token[]),
      [tokens.at(-1) as Token, { generateNext: { probabilities: true, options: { temperature: 1, topK: 0, topP: 1, minP: 0 } } }],
    ]);
  await context.dispose();
  await model.dispose();
  return outputs.at(-1)?.next.probabilities ?? new Map();
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));
}

describe('the local language model', () => {
  let modelPath: string;
  let model: LocalTokenModel;
  const load = () => loadLocalTokenModel({ modelPath, name: 'SmolLM2', fingerprint: 'f', threads: 1 });
  const ask = async (request: StepRequest, of = model) => (await of.logProbabilities([request]))[0] as Float64Array;

  beforeAll(async () => {
    modelPath = (await store.locate('smollm2-135m-instruct-q4_1')).path;
    model = await load();
  }, 60_000);
  afterAll(() => model.dispose());

  it('turns a text into its tokens alone, so that pieces can be joined', () => {
    expect(model.tokenize('')).toEqual([]);
    expect(model.tokenize(' lion')).toEqual(model.tokenize(animals).slice(-4, -3));
    expect([...model.tokenize(animals), ...model.tokenize(' bear')]).toEqual(model.tokenize(`${animals} bear`));
  });

  it.each([1, 2, 40, filterLimit + 1])('agrees with the full probability map when asked about %i tokens', async (count) => {
    const prompt = model.tokenize(animals);
    const map = await probabilityMap(modelPath, prompt);
    const likely = [...map.keys()];
    // The likeliest token is left out for one half of the counts, where its logit must come from beside the filter.
    const allowed = count % 2 === 0 ? likely.slice(1, count + 1) : [...likely.slice(40, 39 + count), likely[3] as number];
    const exact = allowed.map((token) => Math.log(map.get(token) ?? 0));
    expect(largestDifference(await ask({ prompt, path: [], allowed }), exact)).toBeLessThan(1e-4);
  });

  it('gives probabilities that sum to one over the whole vocabulary', async () => {
    const logs = await ask({ prompt: model.tokenize(animals), path: [], allowed: vocabulary });
    expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 3);
  });

  it('prefers what belongs to the set', async () => {
    const allowed = [' bear', ' saw', ' blue'].map((name) => model.tokenize(name)[0] as number);
    const [bear = 0, saw = 0, blue = 0] = await ask({ prompt: model.tokenize(animals), path: [], allowed });
    expect(bear).toBeGreaterThan(Math.max(saw, blue) + 1);
  });

  it('answers the same from a warm and from a cold cache, for prompts that alternate and paths that jump', async () => {
    const prompts = [model.tokenize(animals), model.tokenize(tools), model.tokenize(`${animals} bear,`)];
    const paths = [' le', ' leopard seal', '', ' bear', ' leopard', ' screwdriver', ' lead', ' leopard seal pup', ' wolf', ' w'].map(
      (path) => model.tokenize(path),
    );
    const requests = [0, 1, 2, 0].flatMap((which, round) =>
      paths
        .slice(round % 3, 7 + (round % 4))
        .map((path): StepRequest => ({ prompt: prompts[which] ?? [], path, allowed: [28, 30, 260, 1000 + round] })),
    );
    // What is expected is kept, and changes no answer.
    for (const prompt of prompts) model.expect(prompt, paths);
    const warm = await model.logProbabilities(requests);
    // A context of one sequence holds nothing of a text whose first token is another.
    const alone = await loadLocalTokenModel({ modelPath, name: 'SmolLM2', fingerprint: 'f', sequences: 1, threads: 1 });
    for (const [i, request] of requests.entries()) {
      await ask({ prompt: [i + 5], path: [], allowed: [1] }, alone);
      expect(largestDifference(warm[i] ?? [], await ask({ ...request, prompt: [...request.prompt] }, alone))).toBeLessThan(1e-3);
    }
    await alone.dispose();
  }, 60_000);

  it('keeps runs apart that ask at the same time', async () => {
    const requests = [animals, tools].map((text): StepRequest => ({ prompt: model.tokenize(text), path: [], allowed: [28, 260, 3000] }));
    const apart = await Promise.all(requests.map((request) => ask(request)));
    const rounds = Array.from({ length: 12 }, (_, i) => i);
    const together = await Promise.all(
      rounds.map((i) => model.logProbabilities(Array.from({ length: 1 + (i % 9) }, () => requests[i % 2] as StepRequest))),
    );
    for (const [i, answers] of together.entries()) {
      for (const answer of answers) expect(largestDifference(answer, apart[i % 2] ?? [])).toBeLessThan(1e-3);
    }
  }, 60_000);

  it('stops between steps with the reason it is given, and goes on working', async () => {
    const prompt = model.tokenize(animals);
    const many = vocabulary.slice(100, 500).map((token): StepRequest => ({ prompt, path: [token], allowed: [28] }));
    const stop = new AbortController();
    const reason = new Error('enough');
    const answered = model.logProbabilities(many, stop.signal);
    setTimeout(() => stop.abort(reason), 100);
    const started = Date.now();
    await expect(answered).rejects.toBe(reason);
    expect(Date.now() - started).toBeLessThan(2000);
    await expect(model.logProbabilities(many, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await ask({ prompt, path: [], allowed: [28] })).toHaveLength(1);
  });

  it('answers about texts beyond its small sequences too, beside short ones', async () => {
    const prompt = Array.from({ length: 300 }, (_, i) => 200 + (i % 90));
    const map = await probabilityMap(modelPath, prompt, 512);
    const allowed = [...map.keys()].slice(0, 5);
    const short = { prompt: model.tokenize(animals), path: [], allowed: [28, 260] };
    const [first, long, second] = await model.logProbabilities([short, { prompt, path: [], allowed }, short]);
    const exact = allowed.map((token) => Math.log(map.get(token) ?? 0));
    expect(largestDifference(long ?? [], exact)).toBeLessThan(1e-3);
    for (const answer of [first, second]) expect(largestDifference(answer ?? [], await ask(short))).toBeLessThan(1e-3);
  });

  it('refuses a text that is longer than its context instead of dropping the beginning', async () => {
    const fits = Array.from({ length: model.contextSize }, (_, i) => 100 + i);
    expect(await ask({ prompt: fits.slice(0, -1), path: fits.slice(-1), allowed: [28] })).toHaveLength(1);
    await expect(ask({ prompt: fits, path: [28], allowed: [28] })).rejects.toMatchObject({
      name: 'ContextOverflowError',
      tokens: model.contextSize + 1,
      contextSize: model.contextSize,
    });
  });

  it.each([
    [{ prompt: [], path: [], allowed: [1] }, /both empty/],
    [{ prompt: [1], path: [], allowed: [49152] }, /Token 49152/],
    [{ prompt: [-1], path: [], allowed: [1] }, /Token -1/],
    [{ prompt: [1], path: [1.5], allowed: [1] }, /Token 1.5/],
  ])('refuses %j before anything is computed', async (request, words) => {
    await expect(ask(request)).rejects.toThrow(words);
  });

  it('answers nothing about no tokens, and no requests', async () => {
    expect(await ask({ prompt: [1], path: [], allowed: [] })).toHaveLength(0);
    expect(await model.logProbabilities([])).toEqual([]);
  });
});

describe('files that are not a usable language model', () => {
  let folder: string;
  let whole: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gguf-'));
    whole = (await store.locate('smollm2-135m-instruct-q4_1')).path;
  });
  afterAll(() => rm(folder, { recursive: true }));
  const load = (modelPath: string, loraAdapterPath?: string) =>
    loadLocalTokenModel({
      modelPath,
      name: 'x',
      fingerprint: 'x',
      threads: 1,
      ...(loraAdapterPath === undefined ? {} : { loraAdapterPath }),
    });

  it('are reported with a ModelFileError, and the process lives on', async () => {
    const path = join(folder, 'broken.gguf');
    const bytes = await readFile(whole);
    const scribbled = Buffer.from(bytes.subarray(0, 4_000_000));
    scribbled.fill(0xff, 24, 4096);
    for (const content of [
      Buffer.from('not a model'),
      Buffer.alloc(0),
      bytes.subarray(0, 2000),
      bytes.subarray(0, bytes.length / 2),
      scribbled,
    ]) {
      await writeFile(path, content);
      await expect(load(path)).rejects.toMatchObject({ name: 'ModelFileError', code: 'corrupt', path });
    }
    await expect(load(join(folder, 'absent.gguf'))).rejects.toMatchObject({ name: 'ModelFileError', code: 'missing' });
    await expect(load(folder)).rejects.toMatchObject({ name: 'ModelFileError', code: 'unreadable' });
  }, 60_000);

  it('include embedding models and adapters that are none', async () => {
    const embedding = (await store.locate('all-minilm-l6-v2')).path;
    await expect(load(embedding)).rejects.toMatchObject({ name: 'ModelFileError', code: 'corrupt' });
    await writeFile(join(folder, 'adapter.gguf'), 'not an adapter');
    await expect(load(whole, join(folder, 'adapter.gguf'))).rejects.toMatchObject({
      name: 'ModelFileError',
      message: expect.stringContaining('adapter.gguf'),
    });
  }, 60_000);

  it('does not include an adapter, which changes the answers', async () => {
    const path = join(folder, 'lora.gguf');
    const matrix = (rows: number, columns: number) => ({
      shape: [rows, columns],
      type: 'f32' as const,
      load: () => Promise.resolve(new Uint8Array(new Float32Array(rows * columns).fill(0.05).buffer)),
    });
    await writeGguf(
      path,
      [
        ['general.type', { type: 'string', value: 'adapter' }],
        ['general.architecture', { type: 'string', value: 'llama' }],
        ['adapter.type', { type: 'string', value: 'lora' }],
        ['adapter.lora.alpha', { type: 'float32', value: 1 }],
      ],
      [
        { name: 'blk.3.attn_q.weight.lora_a', ...matrix(1, 576) },
        { name: 'blk.3.attn_q.weight.lora_b', ...matrix(576, 1) },
      ],
    );
    const [plain, adapted] = [await load(whole), await load(whole, path)];
    const request = { prompt: plain.tokenize(animals), path: [], allowed: [28, 260, 3000] };
    const [[a = []], [b = []]] = [await plain.logProbabilities([request]), await adapted.logProbabilities([request])] as [
      Float64Array[],
      Float64Array[],
    ];
    expect(largestDifference(a, b)).toBeGreaterThan(1e-3);
    await plain.dispose();
    await adapted.dispose();
  }, 60_000);
});

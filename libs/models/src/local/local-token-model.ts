import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import pLimit from 'p-limit';
import type { ModelIdentity, StepRequest, TokenModel } from '@etcetera/ranking';
import { ContextOverflowError } from './context-overflow-error.js';
import { llamaRuntime, loadGguf, unusableModel } from './llama-runtime.js';
import { SequenceSlot } from './sequence-slot.js';
import { SlotPool } from './slot-pool.js';

/** What to load and how. */
export interface LocalTokenModelOptions {
  /** Path of a GGUF language model. */
  readonly modelPath: string;
  /** Name as people know it. */
  readonly name: string;
  /** sha256 of the weights; with an adapter, of both together, since the answers depend on both. */
  readonly fingerprint: string;
  /** A LoRA adapter in GGUF form. */
  readonly loraAdapterPath?: string;
  /** Steps computed together; 8 by default, more brings nothing on a CPU. */
  readonly sequences?: number;
  /** Longest prompt plus path in tokens; 512 by default. Memory grows with it. */
  readonly contextSize?: number;
  /**
   * Threads to compute with; all cores but one by default. They wait for each other by spinning: where one of them has to share
   * its core with other work, all become many times slower, which costs far more than the last core brings.
   */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** How many prompts are kept besides those being worked on. */
const shelvedPrompts = 4;
/** Tokens that the runtime reads in one go while it takes in prompts. */
const readingBatch = 512;

/**
 * Loads a GGUF language model into this process.
 * @throws ModelFileError `missing` or `corrupt`, for the adapter too; the signal's reason when cancelled
 */
export async function loadLocalTokenModel(options: LocalTokenModelOptions): Promise<LocalTokenModel> {
  const { modelPath, loraAdapterPath, sequences = 8, contextSize = 512, threads, signal } = options;
  const model = await loadGguf(modelPath, signal);
  try {
    if (isEmbeddingModel(model)) throw new Error('it is an embedding model, not a language model');
    const context = await model.createContext({
      sequences: sequences + shelvedPrompts,
      contextSize,
      batchSize: readingBatch,
      threads: threads ?? Math.max(1, (await llamaRuntime()).cpuMathCores - 1),
      ...(loraAdapterPath === undefined ? {} : { lora: { adapters: [{ filePath: loraAdapterPath }] } }),
      ...(signal ? { createSignal: signal } : {}),
    });
    const loaded = new LocalTokenModel(model, context, sequences, options);
    // A model that cannot give token probabilities shows itself at the first step.
    const start = model.tokens.bos ?? model.tokenize('a')[0] ?? 0;
    await loaded.logProbabilities([{ prompt: [start], path: [], allowed: [start] }], signal);
    return loaded;
  } catch (cause) {
    await model.dispose();
    signal?.throwIfAborted();
    throw unusableModel(loraAdapterPath === undefined ? modelPath : `${modelPath} with the adapter ${loraAdapterPath}`, cause);
  }
}

/** Embedding models say how they pool the tokens' vectors into one; language models do not. */
function isEmbeddingModel(model: LlamaModel): boolean {
  const { metadata } = model.fileInfo;
  const settings: unknown = Reflect.get(metadata, metadata.general.architecture);
  return typeof settings === 'object' && settings !== null && Number(Reflect.get(settings, 'pooling_type') ?? 0) > 0;
}

/** A language model that runs in this process on the CPU. Several runs may ask at the same time; they take turns. */
export class LocalTokenModel implements TokenModel {
  readonly identity: ModelIdentity;
  readonly batchSize: number;
  readonly contextSize: number;
  readonly #pool: SlotPool;
  readonly #turn = pLimit(1);

  constructor(
    private readonly model: LlamaModel,
    private readonly context: LlamaContext,
    sequences: number,
    { name, fingerprint }: Pick<LocalTokenModelOptions, 'name' | 'fingerprint'>,
  ) {
    this.identity = { name, fingerprint, kind: 'local' };
    this.batchSize = sequences;
    // The runtime keeps one place free and would shift the beginning out silently to get it.
    this.contextSize = context.contextSize - 1;
    const slots = Array.from({ length: context.totalSequences }, () => new SequenceSlot(context.getSequence()));
    this.#pool = new SlotPool(slots.slice(0, sequences), slots.slice(sequences));
  }

  tokenize(text: string): readonly number[] {
    return this.model.tokenize(text, false);
  }

  /**
   * Exact over the full vocabulary, up to single precision; the same request may differ in the fifth digit
   * when it is computed beside others.
   * @throws ContextOverflowError, RangeError for an empty text or a token outside the vocabulary; the signal's reason when cancelled
   */
  async logProbabilities(requests: readonly StepRequest[], signal?: AbortSignal): Promise<readonly Float64Array[]> {
    for (const request of requests) this.#validate(request);
    const answers: Float64Array[] = [];
    for (let start = 0; start < requests.length; start += this.batchSize) {
      const batch = requests.slice(start, start + this.batchSize);
      answers.push(...(await this.#turn(() => this.#answer(batch, signal))));
    }
    signal?.throwIfAborted();
    return answers;
  }

  /** Gives the memory back. Waits for the step being computed; later calls fail. */
  async dispose(): Promise<void> {
    await this.#turn(async () => {
      await this.context.dispose();
      await this.model.dispose();
    });
  }

  async #answer(batch: readonly StepRequest[], signal: AbortSignal | undefined): Promise<readonly Float64Array[]> {
    signal?.throwIfAborted();
    const slots = await this.#pool.prepare(batch);
    signal?.throwIfAborted();
    const outcomes = await Promise.allSettled(batch.map((request, i) => (slots[i] as SequenceSlot).next(request, request.allowed)));
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  #validate({ prompt, path, allowed }: StepRequest): void {
    const length = prompt.length + path.length;
    if (length === 0) throw new RangeError('The prompt and the path are both empty; the model needs at least one token before it.');
    if (length > this.contextSize) throw new ContextOverflowError(length, this.contextSize);
    // Beyond the vocabulary the native code reads memory that is not its own.
    const size = this.#vocabularySize;
    for (const tokens of [prompt, path, allowed]) {
      for (const token of tokens) {
        if (!(Number.isInteger(token) && token >= 0 && token < size)) {
          throw new RangeError(`Token ${token} is not in the model's vocabulary (0 to ${size - 1}).`);
        }
      }
    }
  }

  get #vocabularySize(): number {
    return this.model.fileInfo.metadata.tokenizer.ggml.tokens.length;
  }
}

import type { LlamaModel } from 'node-llama-cpp';
import pLimit from 'p-limit';
import type { ModelIdentity, StepRequest, TokenModel } from '@etcetera/ranking';
import { ContextOverflowError } from './context-overflow-error.js';
import { llamaRuntime, loadGguf, unusableModel } from './llama-runtime.js';
import { affordableStates, openModelContext, SMALLEST_CONTEXT, type ModelContext } from './model-context.js';
import type { SequenceSlot } from './sequence-slot.js';

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
  /** Longest prompt plus path in tokens; 512 by default. Those beyond 255 take memory only from the first time on that one is asked about. */
  readonly contextSize?: number;
  /** States of texts kept for steps that go on from them; by default as many as fit into 400 MB, at most 64. */
  readonly keptStates?: number;
  /**
   * Threads to compute with; all cores but one by default. They wait for each other by spinning: where one of them has to share
   * its core with other work, all become many times slower, which costs far more than the last core brings.
   */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/**
 * Loads a GGUF language model into this process.
 * @throws ModelFileError `missing` or `corrupt`, for the adapter too; the signal's reason when cancelled
 */
export async function loadLocalTokenModel(options: LocalTokenModelOptions): Promise<LocalTokenModel> {
  const { modelPath, loraAdapterPath, sequences = 8, contextSize = 512, threads, signal } = options;
  const model = await loadGguf(modelPath, signal);
  try {
    if (isEmbeddingModel(model)) throw new Error('it is an embedding model, not a language model');
    const shared = {
      model,
      sequences,
      threads: threads ?? Math.max(1, (await llamaRuntime()).cpuMathCores - 1),
      ...(loraAdapterPath === undefined ? {} : { loraAdapterPath }),
    };
    const keptStates = options.keptStates ?? (await affordableStates(model));
    const short = await openModelContext({
      ...shared,
      keptStates,
      contextSize: Math.min(contextSize, SMALLEST_CONTEXT),
      ...(signal ? { signal } : {}),
    });
    const openLong = () => openModelContext({ ...shared, keptStates: 0, contextSize });
    const loaded = new LocalTokenModel(model, short, contextSize > SMALLEST_CONTEXT ? { contextSize, open: openLong } : undefined, options);
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

/** The context for texts that the short one cannot hold. */
interface LongContext {
  /** Tokens that a sequence of it holds. */
  readonly contextSize: number;
  open(): Promise<ModelContext>;
}

/**
 * A language model that runs in this process on the CPU. Several runs may ask at the same time; they take turns.
 *
 * Nearly all texts are short. Their states are kept small, because the runtime copies them whole, and many: the context for them has
 * small sequences. One for longer texts is made when the first of them comes.
 */
export class LocalTokenModel implements TokenModel {
  readonly identity: ModelIdentity;
  readonly batchSize: number;
  readonly contextSize: number;
  readonly #turn = pLimit(1);
  #openedLong: Promise<ModelContext> | undefined;

  constructor(
    private readonly model: LlamaModel,
    private readonly short: ModelContext,
    private readonly long: LongContext | undefined,
    { name, fingerprint, sequences = 8 }: Pick<LocalTokenModelOptions, 'name' | 'fingerprint' | 'sequences'>,
  ) {
    this.identity = { name, fingerprint, kind: 'local' };
    this.batchSize = sequences;
    this.contextSize = long ? long.contextSize - 1 : short.capacity;
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

  expect(prompt: readonly number[], paths: Iterable<readonly number[]>): void {
    this.short.pool.expect(prompt, paths);
  }

  /** Gives the memory back. Waits for the step being computed; later calls fail. */
  async dispose(): Promise<void> {
    await this.#turn(async () => {
      await this.short.dispose();
      await (await this.#openedLong)?.dispose();
      await this.model.dispose();
    });
  }

  async #answer(batch: readonly StepRequest[], signal: AbortSignal | undefined): Promise<readonly Float64Array[]> {
    signal?.throwIfAborted();
    const { pool } = await this.#contextFor(batch);
    const slots = await pool.prepare(batch);
    signal?.throwIfAborted();
    // Asked in the order of the slots, the runtime computes them in one go; in any other order it would not.
    const outcomes = new Map<SequenceSlot, Promise<Float64Array>>();
    for (const slot of pool.inOrder(slots)) {
      const { path, prompt, allowed } = batch[slots.indexOf(slot)] as StepRequest;
      outcomes.set(slot, slot.next({ prompt, path }, allowed));
    }
    const settled = await Promise.allSettled(slots.map((slot) => outcomes.get(slot) as Promise<Float64Array>));
    return settled.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  async #contextFor(batch: readonly StepRequest[]): Promise<ModelContext> {
    if (!this.long || batch.every(({ prompt, path }) => prompt.length + path.length <= this.short.capacity)) return this.short;
    this.#openedLong ??= this.long.open().catch((cause: unknown) => {
      this.#openedLong = undefined;
      throw cause;
    });
    return this.#openedLong;
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

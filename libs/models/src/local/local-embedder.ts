import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import type { Embedder } from '@etcetera/knowledge';
import { llamaRuntime, loadGguf, unusableModel } from './llama-runtime.js';

/** A text that did not fit into the model's context. */
export interface TruncatedText {
  readonly text: string;
  /** Tokens of the whole text and of the part that the vector is made from. */
  readonly tokens: number;
  readonly keptTokens: number;
}

/** What to load and how. */
export interface LocalEmbedderOptions {
  /** Path of a GGUF embedding model. */
  readonly modelPath: string;
  /** Name of the embedding space. */
  readonly model: string;
  /** sha256 of the weights. */
  readonly sha256: string;
  /** Texts computed at the same time, one thread each; the number of cores by default. */
  readonly parallel?: number;
  /** Called for every text of which only the beginning was used. */
  readonly onTruncated?: (truncated: TruncatedText) => void;
  readonly signal?: AbortSignal;
}

/** Places in the context for the markers around a text, and the one that the runtime keeps free. */
const reservedTokens = 3;

/**
 * Loads a GGUF embedding model into this process.
 * @throws ModelFileError `missing` or `corrupt`; the signal's reason when cancelled
 */
export async function loadLocalEmbedder(options: LocalEmbedderOptions): Promise<LocalEmbedder> {
  const { modelPath, signal } = options;
  const model = await loadGguf(modelPath, signal);
  try {
    const parallel = options.parallel ?? (await llamaRuntime()).cpuMathCores;
    const contextSize = Math.min(512, model.trainContextSize);
    const contexts: LlamaEmbeddingContext[] = [];
    // Single-threaded contexts side by side: the texts are short, and threads that wait for each other inside one text lose more
    // than they win, by far when the machine has other work too.
    for (let i = 0; i < parallel; i++) {
      contexts.push(
        await model.createEmbeddingContext({
          contextSize,
          batchSize: contextSize,
          threads: 1,
          ...(signal ? { createSignal: signal } : {}),
        }),
      );
    }
    const loaded = new LocalEmbedder(model, contexts, contextSize - reservedTokens, options);
    await loaded.embed(['a'], signal);
    return loaded;
  } catch (cause) {
    await model.dispose();
    signal?.throwIfAborted();
    throw unusableModel(modelPath, cause);
  }
}

/** An embedding model that runs in this process on the CPU. */
export class LocalEmbedder implements Embedder {
  readonly kind = 'local';
  readonly model: string;
  readonly modelSha256: string;
  readonly dimensions: number;
  readonly #onTruncated: ((truncated: TruncatedText) => void) | undefined;
  #truncated = 0;

  constructor(
    private readonly llamaModel: LlamaModel,
    private readonly contexts: readonly LlamaEmbeddingContext[],
    /** Longest text in tokens; only the beginning of a longer one is used. */
    readonly maxTokens: number,
    { model, sha256, onTruncated }: Pick<LocalEmbedderOptions, 'model' | 'sha256' | 'onTruncated'>,
  ) {
    this.model = model;
    this.modelSha256 = sha256;
    this.dimensions = llamaModel.embeddingVectorSize;
    this.#onTruncated = onTruncated;
  }

  /** How many texts so far were longer than `maxTokens`. */
  get truncatedTexts(): number {
    return this.#truncated;
  }

  /** @throws TypeError when a text gives no vector; the signal's reason when cancelled, between two texts */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = new Array<Float32Array>(texts.length);
    const queue = texts.entries();
    let failed = false;
    const work = async (context: LlamaEmbeddingContext) => {
      for (const [index, text] of queue) {
        if (failed) return;
        signal?.throwIfAborted();
        vectors[index] = await this.#embedOne(context, text);
      }
    };
    // All workers are waited for, so that nothing computes on after the call has ended.
    const guarded = (context: LlamaEmbeddingContext) =>
      work(context).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    const outcomes = await Promise.allSettled(this.contexts.map(guarded));
    signal?.throwIfAborted();
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
    return vectors;
  }

  /** Gives the memory back; later calls fail. */
  async dispose(): Promise<void> {
    for (const context of this.contexts) await context.dispose();
    await this.llamaModel.dispose();
  }

  async #embedOne(context: LlamaEmbeddingContext, text: string): Promise<Float32Array> {
    const { vector } = await context.getEmbeddingFor(this.#tokensOf(text));
    let squares = 0;
    for (const x of vector) squares += x * x;
    const length = Math.sqrt(squares);
    if (vector.length !== this.dimensions || !(length > 0 && Number.isFinite(length))) {
      throw new TypeError(`The model ${this.model} gave no usable vector for ${JSON.stringify(text.slice(0, 80))}.`);
    }
    return Float32Array.from(vector, (x) => x / length);
  }

  #tokensOf(text: string): Token[] {
    const tokens = this.llamaModel.tokenize(text, false);
    if (tokens.length <= this.maxTokens) return tokens.length > 0 ? tokens : this.#emptyText();
    this.#truncated++;
    this.#onTruncated?.({ text, tokens: tokens.length, keptTokens: this.maxTokens });
    return tokens.slice(0, this.maxTokens);
  }

  /** The runtime gives no vector for no tokens, but the markers alone are a text to the model. */
  #emptyText(): Token[] {
    const { bos, eos } = this.llamaModel.tokens;
    return [bos, eos].filter((token) => token !== null);
  }
}

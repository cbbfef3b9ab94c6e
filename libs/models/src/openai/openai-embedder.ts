import type { Embedder } from '@etcetera/knowledge';
import type { OpenAiEndpoint } from './openai-endpoint.js';
import { ProviderError } from './provider-error.js';
import type { EmbeddingsReply } from './wire.js';

/** Texts in one request. */
const BATCH = 64;

/** What an embedder over an endpoint is made of. */
export interface OpenAiEmbedderOptions {
  readonly endpoint: OpenAiEndpoint;
  readonly model: string;
  /** From the probe, or from the model's documentation. */
  readonly dimensions: number;
}

/** Embeds texts through `/embeddings`, 64 at a time, one request after the other. */
export class OpenAiEmbedder implements Embedder {
  readonly kind = 'remote';
  readonly model: string;
  readonly modelSha256: string;
  readonly dimensions: number;
  readonly #endpoint: OpenAiEndpoint;

  constructor(options: OpenAiEmbedderOptions) {
    this.model = options.model;
    this.modelSha256 = options.model;
    this.dimensions = options.dimensions;
    this.#endpoint = options.endpoint;
  }

  /** @throws ProviderError (`bad-answer` for a wrong number or length of vectors), or the signal's reason when cancelled. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]> {
    signal?.throwIfAborted();
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += BATCH) {
      const input = texts.slice(start, start + BATCH);
      const { value, attempts } = await this.#endpoint.embeddings({ model: this.model, input }, signal);
      vectors.push(...this.#inOrder(value, input.length, attempts));
    }
    return vectors;
  }

  #inOrder(reply: EmbeddingsReply, count: number, attempts: number): Float32Array[] {
    const bad = (problem: string): ProviderError =>
      new ProviderError('bad-answer', `The embeddings of "${this.model}" at ${this.#endpoint.baseUrl} cannot be used: ${problem}.`, {
        retryable: false,
        attempts,
      });
    if (reply.data.length !== count) throw bad(`${reply.data.length} vectors for ${count} texts`);
    const ordered = new Array<Float32Array | undefined>(count).fill(undefined);
    reply.data.forEach(({ index, embedding }, position) => {
      const place = index ?? position;
      if (place >= count || ordered[place]) throw bad(`the index ${place} is repeated or out of range`);
      if (embedding.length !== this.dimensions) throw bad(`a vector of ${embedding.length} dimensions, ${this.dimensions} are expected`);
      const length = Math.hypot(...embedding);
      if (!Number.isFinite(length) || length === 0) throw bad(`the vector at index ${place} has no direction`);
      ordered[place] = Float32Array.from(embedding, (value) => value / length);
    });
    return ordered as Float32Array[];
  }
}

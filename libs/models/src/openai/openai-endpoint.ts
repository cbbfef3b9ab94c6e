import { setTimeout as sleep } from 'node:timers/promises';
import { OpenAI } from 'openai';
import pRetry from 'p-retry';
import type { z } from 'zod';
import { parseEndpointUrl } from './endpoint-url.js';
import { mapProviderError } from './map-provider-error.js';
import { ProviderError } from './provider-error.js';
import { oneLine, secretRedactor } from './redact.js';
import {
  chatReplySchema,
  embeddingsReplySchema,
  modelsReplySchema,
  type ChatReply,
  type ChatRequest,
  type EmbeddingsReply,
} from './wire.js';

/** Where an endpoint is and how patient to be with it. */
export interface OpenAiEndpointOptions {
  /** E.g. "https://api.openai.com/v1". Plain http only on this machine unless `allowInsecure`. */
  readonly baseUrl: string;
  /** Left out for servers that ask for none. */
  readonly apiKey?: string;
  readonly allowInsecure?: boolean;
  /** Limit of one attempt, body included, in milliseconds. Default 120,000. */
  readonly timeoutMs?: number;
  /** How often a failed call is sent again. Default 4. */
  readonly maxRetries?: number;
  /** First pause before a retry, in milliseconds; doubles each time and is stretched by a random factor of 1 to 2. Default 500. */
  readonly retryDelayMs?: number;
  /** Longest pause of our own, in milliseconds. Default 30,000. */
  readonly maxRetryDelayMs?: number;
  /** Longest Retry-After that is waited for; a longer one ends the call, so that a run can pause. Default 60,000. */
  readonly maxRetryAfterMs?: number;
}

/** An answer and how many attempts it took. */
export interface EndpointReply<T> {
  readonly value: T;
  /** 1 when the first request was answered. */
  readonly attempts: number;
}

/** What one call may do differently. */
export interface CallOptions {
  /** Fewer retries than the endpoint's own; more are not given. */
  readonly maxRetries?: number;
}

/** Nothing else leaves: the client library would add headers of its own and of the environment. */
const sentHeaders = new Set(['accept', 'authorization', 'content-type', 'user-agent']);

/**
 * One OpenAI-compatible endpoint (OpenAI, vLLM, llama-server, Ollama, …).
 * Retries 429, 5xx, timeouts and broken connections with jittered backoff, honours Retry-After, and sends nothing else twice.
 * Every failure is a ProviderError without the key; a cancelled call throws the signal's reason.
 */
export class OpenAiEndpoint {
  /** Without a trailing slash; holds no secret. */
  readonly baseUrl: string;
  /** Host and port, for prices and messages. */
  readonly host: string;
  readonly #client: OpenAI;
  readonly #redact: (text: string) => string;
  readonly #patience: Required<
    Pick<OpenAiEndpointOptions, 'timeoutMs' | 'maxRetries' | 'retryDelayMs' | 'maxRetryDelayMs' | 'maxRetryAfterMs'>
  >;

  /** @throws EndpointUrlError */
  constructor(options: OpenAiEndpointOptions) {
    const url = parseEndpointUrl(options.baseUrl, options);
    this.baseUrl = url.href.replace(/\/$/u, '');
    this.host = url.host;
    this.#redact = secretRedactor(options.apiKey);
    this.#patience = {
      timeoutMs: options.timeoutMs ?? 120_000,
      maxRetries: options.maxRetries ?? 4,
      retryDelayMs: options.retryDelayMs ?? 500,
      maxRetryDelayMs: options.maxRetryDelayMs ?? 30_000,
      maxRetryAfterMs: options.maxRetryAfterMs ?? 60_000,
    };
    this.#client = new OpenAI({
      baseURL: this.baseUrl,
      apiKey: options.apiKey || 'none',
      ...(options.apiKey ? {} : { defaultHeaders: { Authorization: null } }),
      // Explicit nulls keep the client from reading the environment.
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      logLevel: 'off',
      // Retries and time limits are ours, so that attempts are counted and the limit covers the body too.
      maxRetries: 0,
      timeout: this.#patience.timeoutMs + 10_000,
      fetchOptions: { redirect: 'manual' },
      fetch: (input, init) => fetch(input, { ...init, headers: onlySentHeaders(init?.headers) }),
    });
  }

  /** Ids of the models that the endpoint offers. @throws ProviderError, or the signal's reason */
  async listModels(signal?: AbortSignal): Promise<readonly string[]> {
    const reply = await this.#call('models', modelsReplySchema, (inner) => this.#client.get('/models', { signal: inner }), signal);
    return reply.value.data.map((model) => model.id);
  }

  /** One chat completion. @throws ProviderError, or the signal's reason */
  chat(request: ChatRequest, signal?: AbortSignal, options: CallOptions = {}): Promise<EndpointReply<ChatReply>> {
    return this.#call(
      'chat',
      chatReplySchema,
      (inner) => this.#client.post('/chat/completions', { body: request, signal: inner }),
      signal,
      options,
    );
  }

  /** Vectors of some texts. @throws ProviderError, or the signal's reason */
  embeddings(
    request: { readonly model: string; readonly input: readonly string[] },
    signal?: AbortSignal,
    options: CallOptions = {},
  ): Promise<EndpointReply<EmbeddingsReply>> {
    const body = { ...request, encoding_format: 'float' };
    return this.#call(
      'embeddings',
      embeddingsReplySchema,
      (inner) => this.#client.post('/embeddings', { body, signal: inner }),
      signal,
      options,
    );
  }

  /** Keeps everything but the address out of logs. */
  toJSON(): { readonly baseUrl: string } {
    return { baseUrl: this.baseUrl };
  }

  async #call<T>(
    what: string,
    schema: z.ZodType<T>,
    send: (signal: AbortSignal) => PromiseLike<unknown>,
    signal?: AbortSignal,
    options: CallOptions = {},
  ): Promise<EndpointReply<T>> {
    const { retryDelayMs, maxRetryDelayMs, maxRetryAfterMs } = this.#patience;
    const maxRetries = Math.min(options.maxRetries ?? Infinity, this.#patience.maxRetries);
    try {
      return await pRetry((attempt) => this.#attempt(what, schema, send, attempt, signal), {
        retries: maxRetries,
        minTimeout: retryDelayMs,
        maxTimeout: maxRetryDelayMs,
        factor: 2,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => isRetryable(error) && (error.retryAfterMs ?? 0) <= maxRetryAfterMs,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (!isRetryable(error) || retriesLeft === 0) return;
          const wait = error.retryAfterMs ?? 0;
          // The jittered pause follows, so that callers told to wait equally long do not return all at once.
          if (wait > 0 && wait <= maxRetryAfterMs) await sleep(wait, undefined, signal ? { signal } : {});
        },
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async #attempt<T>(
    what: string,
    schema: z.ZodType<T>,
    send: (signal: AbortSignal) => PromiseLike<unknown>,
    attempts: number,
    signal?: AbortSignal,
  ): Promise<EndpointReply<T>> {
    const { timeoutMs } = this.#patience;
    const limit = new AbortController();
    const cancel = (): void => limit.abort(signal?.reason);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      limit.abort();
    }, timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer = schema.safeParse(await send(limit.signal));
      if (answer.success) return { value: answer.data, attempts };
      const issue = answer.error.issues[0];
      const problem = issue ? `${issue.path.join('.') || 'the whole answer'}: ${issue.message}` : 'unknown form';
      throw new ProviderError(
        'bad-answer',
        `The answer of ${what} at ${this.baseUrl} is not what the protocol says (${this.#redact(oneLine(problem))}). ` +
          'Check that the base URL leads to an OpenAI-compatible API.',
        { retryable: false, attempts },
      );
    } catch (error) {
      throw mapProviderError(error, { what, baseUrl: this.baseUrl, attempts, timeoutMs, timedOut, redact: this.#redact });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }
}

function isRetryable(error: Error): error is ProviderError {
  return error instanceof ProviderError && error.retryable;
}

function onlySentHeaders(headers: RequestInit['headers']): Headers {
  return new Headers([...new Headers(headers)].filter(([name]) => sentHeaders.has(name.toLowerCase())));
}

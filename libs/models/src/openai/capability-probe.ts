import { rankingSchema, responseFormat, type StructuredForm } from './answer-format.js';
import type { OpenAiEndpoint } from './openai-endpoint.js';
import { ProviderError } from './provider-error.js';
import type { ChatMessage, ChatRequest, ContentPart } from './wire.js';

/** What an endpoint can do with one model: data, to be kept by the caller under (endpoint, model) and used instead of asking again. */
export interface EndpointCapabilities {
  readonly model: string;
  /** How answers of a fixed form are had; null when the model does not chat at all. */
  readonly chat: StructuredForm | null;
  /** Vectors of the embedding model; null when there are none. */
  readonly embeddings: { readonly model: string; readonly dimensions: number } | null;
  /** True when pictures are configured and a test picture was not refused. */
  readonly images: boolean;
  /** The name under which the endpoint takes the longest answer. */
  readonly tokenLimitField: 'max_tokens' | 'max_completion_tokens';
  /** False for models that take no temperature. */
  readonly temperature: boolean;
  /** Models that the endpoint lists; null when it has no list. */
  readonly models: readonly string[] | null;
  /** Why something was found to be missing, in words. */
  readonly notes: readonly string[];
}

/** What to find out. */
export interface ProbeRequest {
  readonly model: string;
  /** Default: the chat model. */
  readonly embeddingModel?: string;
  /** True when the operator says that the model takes pictures. Default false: pictures are never tried unasked. */
  readonly images?: boolean;
  readonly signal?: AbortSignal;
}

/** A white square of one pixel. */
const testPicture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';
const labels = ['KX', 'QV'];
/** A server that answers 500 to what it does not know is not worth a long wait. */
const oneRetry = { maxRetries: 1 };

/**
 * Finds out what an endpoint can do, with five to seven tiny calls.
 * A form counts only when its schema was obeyed by an answer to a question that does not ask for JSON: servers that ignore an unknown form are seen through.
 * @throws ProviderError when the endpoint cannot be reached, refuses the key or limits the rate; the signal's reason when cancelled.
 */
export async function probeEndpoint(endpoint: OpenAiEndpoint, request: ProbeRequest): Promise<EndpointCapabilities> {
  const notes: string[] = [];
  const models = await unlessRejected(() => endpoint.listModels(request.signal), 'the list of models', notes);
  const style = await findStyle(endpoint, request, notes);
  const chat = style && (await findForm(endpoint, request, style, notes));
  const images = Boolean(style && request.images) && (await takesPictures(endpoint, request, style as RequestStyle, notes));
  const embeddings = await findEmbeddings(endpoint, request, notes);
  return {
    model: request.model,
    chat: chat ?? null,
    embeddings,
    images,
    tokenLimitField: style?.tokenLimitField ?? 'max_tokens',
    temperature: style?.temperature ?? true,
    models: models ?? null,
    notes,
  };
}

type RequestStyle = Pick<EndpointCapabilities, 'tokenLimitField' | 'temperature'>;

function chatRequest(model: string, style: RequestStyle, content: ChatMessage['content']): ChatRequest {
  // Reasoning models count their thoughts in `max_completion_tokens`.
  const limit = style.tokenLimitField === 'max_tokens' ? 48 : 2048;
  return {
    model,
    messages: [{ role: 'user', content }],
    ...(style.temperature ? { temperature: 0 } : {}),
    [style.tokenLimitField]: limit,
  };
}

/** The plainest question, in the older style first; what the refusal names is changed, one thing at a time. */
async function findStyle(endpoint: OpenAiEndpoint, request: ProbeRequest, notes: string[]): Promise<RequestStyle | undefined> {
  let style: RequestStyle = { tokenLimitField: 'max_tokens', temperature: true };
  for (;;) {
    try {
      await endpoint.chat(chatRequest(request.model, style, 'Say hello.'), request.signal);
      return style;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (style.tokenLimitField === 'max_tokens' && error.message.includes('max_tokens')) {
        style = { ...style, tokenLimitField: 'max_completion_tokens' };
      } else if (style.temperature && error.message.includes('temperature')) style = { ...style, temperature: false };
      else {
        notes.push(`chat: ${error.message}`);
        return undefined;
      }
    }
  }
}

async function findForm(endpoint: OpenAiEndpoint, request: ProbeRequest, style: RequestStyle, notes: string[]): Promise<StructuredForm> {
  for (const form of ['json_schema', 'json_object_schema'] as const) {
    try {
      const question = chatRequest(request.model, style, 'Write one short sentence about the sea.');
      const asked = { ...question, ...responseFormat(form, 'ranking', rankingSchema(labels, form)) };
      const { value } = await endpoint.chat(asked, request.signal, oneRetry);
      if (obeysSchema(value.choices[0]?.message.content ?? '')) return form;
      notes.push(`${form}: accepted, but the answer does not follow the schema`);
    } catch (error) {
      // The plain question was answered a moment ago, so a server error here is about the form.
      if (!isRefusal(error) && !isServerError(error)) throw error;
      notes.push(`${form}: ${error.message}`);
    }
  }
  return 'text';
}

function obeysSchema(content: string): boolean {
  try {
    const answer = JSON.parse(content) as { ranking?: unknown; none_belong?: unknown } | null;
    const ranking = answer?.ranking;
    return Array.isArray(ranking) && ranking.every((label) => labels.includes(label as string)) && typeof answer?.none_belong === 'boolean';
  } catch {
    return false;
  }
}

async function takesPictures(endpoint: OpenAiEndpoint, request: ProbeRequest, style: RequestStyle, notes: string[]): Promise<boolean> {
  const parts: ContentPart[] = [
    { type: 'text', text: 'What colour is this? One word.' },
    { type: 'image_url', image_url: { url: testPicture, detail: 'low' } },
  ];
  try {
    await endpoint.chat(chatRequest(request.model, style, parts), request.signal, oneRetry);
    return true;
  } catch (error) {
    if (!isRefusal(error) && !isServerError(error)) throw error;
    notes.push(`images: switched off, because the endpoint refused a test picture (${error.message})`);
    return false;
  }
}

async function findEmbeddings(
  endpoint: OpenAiEndpoint,
  request: ProbeRequest,
  notes: string[],
): Promise<EndpointCapabilities['embeddings']> {
  const model = request.embeddingModel ?? request.model;
  try {
    const { value } = await endpoint.embeddings({ model, input: ['lion'] }, request.signal, oneRetry);
    const dimensions = value.data[0]?.embedding.length ?? 0;
    if (dimensions > 0) return { model, dimensions };
    notes.push('embeddings: the endpoint answered without a vector');
  } catch (error) {
    const noVectors = error instanceof ProviderError && error.code === 'bad-answer';
    if (!isRefusal(error) && !isServerError(error) && !noVectors) throw error;
    notes.push(`embeddings: ${error.message}`);
  }
  return null;
}

async function unlessRejected<T>(ask: () => Promise<T>, what: string, notes: string[]): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const unreadable = error instanceof ProviderError && error.code === 'bad-answer';
    if (!isRefusal(error) && !unreadable) throw error;
    notes.push(`${what}: ${error.message}`);
    return undefined;
  }
}

/** The endpoint understood us and does not want this. */
function isRefusal(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.code === 'rejected';
}

/** Some servers answer 500 to what they do not know; without a status nothing answered at all. */
function isServerError(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.code === 'unavailable' && error.status !== undefined;
}

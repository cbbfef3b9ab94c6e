import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response } from 'express';
import type { FakeFault } from './fake-openai-faults.js';
import { chatContent, hashVector, promptText, type FakeChatBody, type RankingRule } from './sensible-answer.js';

/** What the fake endpoint can do when nothing goes wrong. */
export interface FakeOpenAiOptions {
  /** Demanded as bearer token; other callers get 401 with an echo of what they sent. Left out, anyone may call. */
  readonly apiKey?: string;
  /** The form of schema that is obeyed. Default `json_schema`. */
  readonly form?: 'json_schema' | 'json_object_schema' | 'none';
  /** What happens to the other form: 400, or it is ignored in silence. Default `reject`. */
  readonly otherForm?: 'reject' | 'ignore';
  /** False: requests with pictures get 400. Default true. */
  readonly images?: boolean;
  /** Length of the vectors; 0 for an endpoint without embeddings. Default 8. */
  readonly dimensions?: number;
  /** The model demands `max_completion_tokens` and the default temperature. */
  readonly reasoningModel?: boolean;
  /** False: no token counts in the answers. Default true. */
  readonly usage?: boolean;
  /** How candidates are ranked. Default: as shown. */
  readonly rank?: RankingRule;
  /** What the model names when asked for names. */
  readonly names?: readonly string[];
  readonly models?: readonly string[];
}

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: FakeChatBody;
  /** Milliseconds since the server started. */
  readonly atMs: number;
}

/** A running fake. */
export interface FakeOpenAiServer {
  /** E.g. "http://127.0.0.1:41234/v1". */
  readonly baseUrl: string;
  /** In the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Adds faults: each takes one request, in order; after the last one all goes well. */
  script(...faults: readonly FakeFault[]): void;
  close(): Promise<void>;
}

/** Starts a small fake of the OpenAI protocol on 127.0.0.1 and a free port: deterministic, recording, and failing as told. */
export async function startFakeOpenAiServer(options: FakeOpenAiOptions = {}): Promise<FakeOpenAiServer> {
  const faults: FakeFault[] = [];
  const requests: RecordedRequest[] = [];
  const started = performance.now();
  const closing = new AbortController();
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '50mb' }));
  app.use((request, _response, next) => {
    const body = (request.body ?? {}) as FakeChatBody;
    requests.push({ method: request.method, path: request.path, headers: request.headers, body, atMs: performance.now() - started });
    next();
  });
  app.use(async (request, response, next) => {
    const given = request.headers.authorization;
    if (options.apiKey !== undefined && given !== `Bearer ${options.apiKey}`) {
      return fail(response, 401, `Incorrect API key provided: ${given ?? 'none'}`);
    }
    const fault = faults.shift() ?? { kind: 'none' };
    response.locals['fault'] = fault;
    if (!(await failed(fault, request, response, closing.signal))) next();
  });
  app.get('/v1/models', (_request, response) => {
    response.json({ object: 'list', data: (options.models ?? ['fake-model']).map((id) => ({ id, object: 'model' })) });
  });
  app.post('/v1/chat/completions', (request, response) => answerChat(options, request, response));
  app.post('/v1/embeddings', (request, response) => answerEmbeddings(options, request, response));
  app.use((_request, response) => fail(response, 404, 'Not found'));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    script: (...more) => void faults.push(...more),
    close: () => {
      closing.abort();
      return closed(server);
    },
  };
}

function answerChat(options: FakeOpenAiOptions, request: Request, response: Response): void {
  const body = request.body as FakeChatBody;
  const fault = response.locals['fault'] as FakeFault;
  const refusal = refusedBecause(options, body);
  if (refusal) return fail(response, 400, refusal);
  const prompt = promptText(body);
  const schema = obeyedSchema(options, body);
  let content: string | null;
  if (fault.kind === 'content') content = fault.content;
  else if (schema?.properties && 'names' in schema.properties) content = JSON.stringify({ names: options.names ?? [] });
  else if (schema || prompt.includes('<candidates>\n')) content = chatContent(prompt, labelsOf(schema), options.rank ?? (() => 0), fault);
  else content = 'Hello.';
  response.json({
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    model: body.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, ...(fault.kind === 'content' && fault.refusal ? { refusal: fault.refusal } : {}) },
        finish_reason: (fault.kind === 'content' && fault.finishReason) || 'stop',
      },
    ],
    ...(options.usage === false
      ? {}
      : { usage: { prompt_tokens: Math.ceil(prompt.length / 4), completion_tokens: Math.ceil((content ?? '').length / 4) } }),
  });
}

function answerEmbeddings(options: FakeOpenAiOptions, request: Request, response: Response): void {
  const fault = response.locals['fault'] as FakeFault;
  const usual = options.dimensions ?? 8;
  if (usual === 0) return fail(response, 404, 'This model has no embeddings');
  const { input } = request.body as { input: readonly string[] };
  const dimensions = fault.kind === 'wrong-dimensions' ? fault.dimensions : usual;
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: hashVector(text, dimensions) }));
  if (fault.kind === 'wrong-count') data.pop();
  // Backwards, because the protocol promises the index and not the order.
  response.json({ object: 'list', data: data.reverse(), usage: { prompt_tokens: input.length, total_tokens: input.length } });
}

interface AnswerSchema {
  readonly properties?: { readonly ranking?: { readonly items?: { readonly enum?: readonly string[] } }; readonly names?: unknown };
  readonly anyOf?: readonly AnswerSchema[];
}

function obeyedSchema(options: FakeOpenAiOptions, body: FakeChatBody): AnswerSchema | undefined {
  const format = body.response_format;
  const form = options.form ?? 'json_schema';
  if (form === 'json_schema' && format?.type === 'json_schema') return format.json_schema?.schema as AnswerSchema;
  if (form === 'json_object_schema' && format?.type === 'json_object') return format.schema as AnswerSchema;
  return undefined;
}

/** The labels that the schema allows, in its first choice if it offers several. */
function labelsOf(schema: AnswerSchema | undefined): readonly string[] {
  return (schema?.anyOf?.[0] ?? schema)?.properties?.ranking?.items?.enum ?? [];
}

/** Why a capable endpoint would refuse this request, if it would. */
function refusedBecause(options: FakeOpenAiOptions, body: FakeChatBody): string | undefined {
  if (options.reasoningModel && 'max_tokens' in body) return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
  if (options.reasoningModel && 'temperature' in body) return "Unsupported value: 'temperature' does not support 0 with this model.";
  if (options.images === false && JSON.stringify(body.messages).includes('"image_url"')) return 'This model does not support image input.';
  if (body.response_format && !obeyedSchema(options, body) && options.otherForm !== 'ignore') {
    return `response_format of type "${body.response_format.type}" is not supported`;
  }
  return undefined;
}

/** Carries out the faults that keep a request from its answer. */
async function failed(fault: FakeFault, request: Request, response: Response, closing: AbortSignal): Promise<boolean> {
  switch (fault.kind) {
    case 'latency':
      // Closing wakes it, so that no timer outlives the server.
      await sleep(fault.ms, undefined, { signal: closing }).catch(() => undefined);
      return response.destroyed;
    case 'rate-limit':
      if (fault.retryAfterSeconds !== undefined) response.set('Retry-After', String(fault.retryAfterSeconds));
      fail(response, 429, 'Rate limit reached', fault.code ?? 'rate_limit_exceeded');
      return true;
    case 'status':
      fail(response, fault.status, fault.message ?? 'Something failed');
      return true;
    case 'redirect':
      response.redirect(307, fault.location);
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'stall':
      response.set('Content-Type', 'application/json').write('{"choices": [');
      return true;
    case 'malformed-body':
      response.set('Content-Type', 'application/json').send('<html>not JSON</html>');
      return true;
    case 'foreign-body':
      response.json({ greeting: 'hello' });
      return true;
    default:
      return false;
  }
}

function fail(response: Response, status: number, message: string, code?: string): void {
  response.status(status).json({ error: { message, type: 'fake_error', param: null, code: code ?? null } });
}

async function closed(server: Server): Promise<void> {
  const done = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await done;
}

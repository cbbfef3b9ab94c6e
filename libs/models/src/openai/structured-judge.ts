import type { JsonValue, JudgeAnswer, JudgeQuestion, ListJudge, ModelIdentity, ReadJudgement, Usage } from '@etcetera/ranking';
import type { EndpointCapabilities } from './capability-probe.js';
import {
  judgePrompt,
  questionLabels,
  rankingTokens,
  STRUCTURED_PROMPT_VERSION,
  type JudgePrompt,
  type QuestionPart,
} from './judge-prompt.js';
import type { EndpointReply, OpenAiEndpoint } from './openai-endpoint.js';
import { withPictures, type PictureSource } from './picture-source.js';
import { costMicroUsd, type PriceTable } from './price-table.js';
import { ProviderError, type ProviderWarning } from './provider-error.js';
import { readRanking, type StructuredPayload } from './read-ranking.js';
import { estimateTextTokens, TOKENS_PER_MESSAGE } from './token-estimate.js';
import type { ChatReply, ChatRequest } from './wire.js';

/** What a structured judge is made of. */
export interface StructuredJudgeOptions {
  readonly endpoint: OpenAiEndpoint;
  /** From the probe; `chat` must not be null. The same capabilities give the same descriptions, so keep them with the run. */
  readonly capabilities: EndpointCapabilities;
  /** Where pictures come from; left out, none are sent. */
  readonly pictures?: PictureSource;
  readonly prices?: PriceTable;
  /** False keeps small models from dismissing every list; a list is then always ranked. Default true. */
  readonly offerNoneBelong?: boolean;
  /** Longest answer in tokens; default: enough for the labels, 4,096 for reasoning models, 1,024 for plain text. */
  readonly answerTokens?: number;
  /** For estimates only; models differ from 85 to some thousands. Default 300. */
  readonly tokensPerPicture?: number;
  /** Told once of each thing that a person should know. */
  readonly onWarning?: (warning: ProviderWarning) => void;
}

/**
 * Ranks short lists through an OpenAI-compatible endpoint by structured output.
 *
 * If the endpoint refuses pictures although they are configured (a 4xx that speaks of images), the question is put again without them,
 * the answer says so, a warning is given, and no later question holds pictures.
 */
export class StructuredJudge implements ListJudge {
  readonly kind = 'structured';
  readonly identity: ModelIdentity;
  readonly promptVersion = STRUCTURED_PROMPT_VERSION;
  readonly #options: StructuredJudgeOptions;
  readonly #form: NonNullable<EndpointCapabilities['chat']>;
  readonly #told = new Set<string>();
  #pictures: boolean;

  /** @throws ProviderError when the model does not chat. */
  constructor(options: StructuredJudgeOptions) {
    const { capabilities, endpoint } = options;
    if (capabilities.chat === null) {
      const why = capabilities.notes.length > 0 ? ` (${capabilities.notes.join('; ')})` : '';
      const message = `The model "${capabilities.model}" at ${endpoint.baseUrl} does not chat${why}. Choose a chat model.`;
      throw new ProviderError('rejected', message, { retryable: false });
    }
    this.#options = options;
    this.#form = capabilities.chat;
    this.#pictures = capabilities.images && options.pictures !== undefined;
    this.identity = { name: capabilities.model, fingerprint: capabilities.model, kind: 'remote' };
  }

  /** False from the start, or since the endpoint refused pictures: keep it as the new capability. */
  get sendsPictures(): boolean {
    return this.#pictures;
  }

  describe(question: JudgeQuestion): JsonValue {
    // Through JSON, so that what is hashed is exactly what can be stored.
    return JSON.parse(JSON.stringify(this.#prompt(question).request)) as JsonValue;
  }

  estimateTokens(question: JudgeQuestion): { readonly promptTokens: number; readonly completionTokens: number } {
    return {
      promptTokens: estimatePrompt(this.#prompt(question).request, this.#options.tokensPerPicture ?? 300),
      completionTokens: rankingTokens(question.members.length),
    };
  }

  async ask(question: JudgeQuestion, signal?: AbortSignal): Promise<JudgeAnswer> {
    const { request } = this.#prompt(question);
    const warnings: string[] = [];
    const note = (warning: ProviderWarning): void => {
      warnings.push(warning.message);
      this.#warnOnce(warning);
    };
    let reply: EndpointReply<ChatReply>;
    let refused = 0;
    try {
      reply = await this.#send(request, note, signal);
    } catch (error) {
      if (!hasPictures(request) || !isPictureRefusal(error)) throw error;
      refused = error.attempts;
      this.#pictures = false;
      note({
        code: 'pictures-refused',
        message: `The endpoint refuses pictures; this question and all later ones are asked without them. ${error.message}`,
      });
      reply = await this.#send(this.#prompt(question).request, note, signal);
    }
    const choice = reply.value.choices[0];
    const usage = this.#usage(request, reply.value, note);
    const payload: StructuredPayload = {
      content: choice?.message.content ?? null,
      refusal: choice?.message.refusal ?? null,
      finishReason: choice?.finish_reason ?? null,
      servedModel: reply.value.model ?? null,
      attempts: refused + reply.attempts,
      warnings,
    };
    return { payload: { ...payload }, usage };
  }

  read(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
    return readRanking(answer.payload, questionLabels(question).labelToId);
  }

  #prompt(question: JudgeQuestion): JudgePrompt {
    const { capabilities, answerTokens, offerNoneBelong = true } = this.#options;
    return judgePrompt(question, {
      model: capabilities.model,
      capabilities,
      form: this.#form,
      pictures: this.#pictures,
      offerNoneBelong,
      ...(answerTokens === undefined ? {} : { answerTokens }),
    });
  }

  async #send(request: ChatRequest<QuestionPart>, note: (warning: ProviderWarning) => void, signal?: AbortSignal) {
    const messages = await Promise.all(
      request.messages.map(async (message) => {
        if (typeof message.content === 'string') return { role: message.role, content: message.content };
        const { parts, missing } = await withPictures(message.content, this.#options.pictures ?? (() => Promise.resolve(undefined)));
        for (const sha256 of missing) {
          note({ code: 'picture-unavailable', message: `The picture ${sha256} cannot be had or read; words stand in its place.` });
        }
        return { role: message.role, content: parts };
      }),
    );
    return this.#options.endpoint.chat({ ...request, messages }, signal);
  }

  #usage(request: ChatRequest<QuestionPart>, reply: ChatReply, note: (warning: ProviderWarning) => void): Usage {
    if (reply.usage) {
      const counted = { promptTokens: reply.usage.prompt_tokens, completionTokens: reply.usage.completion_tokens };
      const model = { model: this.#options.capabilities.model, host: this.#options.endpoint.host };
      return { ...counted, costMicroUsd: costMicroUsd(counted, model, this.#options.prices) };
    }
    note({ code: 'usage-not-reported', message: 'The endpoint reports no token counts; they are estimated and the cost is unknown.' });
    const promptTokens = estimatePrompt(request, this.#options.tokensPerPicture ?? 300);
    return { promptTokens, completionTokens: estimateTextTokens(reply.choices[0]?.message.content ?? ''), costMicroUsd: null };
  }

  #warnOnce(warning: ProviderWarning): void {
    const key = warning.code === 'picture-unavailable' ? warning.message : warning.code;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#options.onWarning?.(warning);
  }
}

function estimatePrompt(request: ChatRequest<QuestionPart>, tokensPerPicture: number): number {
  let tokens = 0;
  for (const { content } of request.messages) {
    tokens += TOKENS_PER_MESSAGE;
    for (const part of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content) {
      tokens += part.type === 'text' ? estimateTextTokens(part.text) : tokensPerPicture;
    }
  }
  return tokens;
}

function hasPictures(request: ChatRequest<QuestionPart>): boolean {
  return request.messages.some(({ content }) => typeof content !== 'string' && content.some((part) => part.type === 'picture'));
}

function isPictureRefusal(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.code === 'rejected' && /\b(image|vision|multi-?modal|picture)/iu.test(error.message);
}

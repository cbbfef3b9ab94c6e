import { z } from 'zod';

/** A part of a message as it goes over the wire. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail: 'low' } };

/** One message of a conversation. `Part` lets a description carry pictures by hash in the place of their bytes. */
export interface ChatMessage<Part = ContentPart> {
  readonly role: 'system' | 'user';
  readonly content: string | readonly Part[];
}

/** A JSON schema, as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How an answer of a fixed form is asked for: OpenAI's way, or the way of servers that take the schema beside `json_object`. */
export type ResponseFormat =
  | { readonly type: 'json_schema'; readonly json_schema: { readonly name: string; readonly strict: true; readonly schema: JsonSchema } }
  | { readonly type: 'json_object'; readonly schema: JsonSchema };

/** The body of a chat call, as far as it is used here. */
export interface ChatRequest<Part = ContentPart> {
  readonly model: string;
  readonly messages: readonly ChatMessage<Part>[];
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly response_format?: ResponseFormat;
}

const tokenCount = z.number().int().nonnegative();

/** What is read of a chat answer; everything else is ignored. */
export const chatReplySchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish().catch(undefined),
});

/** A chat answer. */
export type ChatReply = z.infer<typeof chatReplySchema>;

/** What is read of an embeddings answer. */
export const embeddingsReplySchema = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative().optional(), embedding: z.array(z.number()) })),
});

/** An embeddings answer. */
export type EmbeddingsReply = z.infer<typeof embeddingsReplySchema>;

/** What is read of the list of models. */
export const modelsReplySchema = z.object({ data: z.array(z.object({ id: z.string() })) });

import type { JsonSchema, ResponseFormat } from './wire.js';

/** How a model can be made to answer in a fixed form; `text` means that it can only be asked to. */
export type StructuredForm = 'json_schema' | 'json_object_schema' | 'text';

/** The field of a chat request for a schema; nothing for models that take none. */
export function responseFormat(form: StructuredForm, name: string, schema: JsonSchema): { readonly response_format?: ResponseFormat } {
  if (form === 'json_schema') return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
  if (form === 'json_object_schema') return { response_format: { type: 'json_object', schema } };
  return {};
}

/**
 * The form of a ranking: labels of this list only, no more of them than there are members.
 *
 * Servers that take the schema beside `json_object` turn it into a grammar, so there it also rules out the answer that means nothing
 * (no label, and yet some belong). The strict `json_schema` form allows no choice at the top, so there that is left to the parser.
 * @param offerNoneBelong whether the model may say that no member belongs
 */
export function rankingSchema(labels: readonly string[], form: StructuredForm, offerNoneBelong = true): JsonSchema {
  const items = { type: 'string', enum: [...labels].sort() };
  const object = (ranking: JsonSchema, noneBelong?: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { ranking: { type: 'array', items, ...ranking }, ...(noneBelong ? { none_belong: noneBelong } : {}) },
    required: noneBelong ? ['ranking', 'none_belong'] : ['ranking'],
    additionalProperties: false,
  });
  const all = { minItems: labels.length, maxItems: labels.length };
  if (!offerNoneBelong) return object(all);
  if (form !== 'json_object_schema') return object({ maxItems: labels.length }, { type: 'boolean' });
  return { anyOf: [object(all, { const: false }), object({ maxItems: 0 }, { const: true })] };
}

/** The form of a list of names. */
export function namesSchema(count: number): JsonSchema {
  return {
    type: 'object',
    properties: { names: { type: 'array', items: { type: 'string' }, maxItems: count } },
    required: ['names'],
    additionalProperties: false,
  };
}

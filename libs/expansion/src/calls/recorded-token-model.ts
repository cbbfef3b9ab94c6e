import type { JsonValue, ModelIdentity, TokenModel } from '@etcetera/ranking';
import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { stepNumber, type Calls } from './calls.js';

/** Every text that will be tokenized. */
export interface RecordedTexts {
  /** Names as they continue a prompt, and what ends them: the same for all runs on a vocabulary, so their tokens are kept once. */
  readonly vocabulary: readonly string[];
  readonly prompts: readonly string[];
}

/**
 * A token model whose every answer goes through the calls of a run: tokens of the texts once, then each batch of steps.
 * In a replay there is no model behind it (`model` is undefined); the recorded batch size makes the search ask the same batches.
 */
export async function recordTokenModel(
  calls: Calls,
  model: TokenModel | undefined,
  identity: ModelIdentity,
  texts: RecordedTexts,
): Promise<TokenModel> {
  const name = `${identity.name}@${identity.fingerprint}`;
  const recorded = await recordTokens(calls, model, name, 'tokens:vocabulary', texts.vocabulary);
  const prompts = await recordTokens(calls, model, name, 'tokens:prompts', texts.prompts);
  const tokens = new Map([...recorded.tokens, ...prompts.tokens]);
  const promptHashes = new WeakMap<readonly number[], string>();
  let batch = 0;
  return {
    identity,
    batchSize: recorded.batchSize,
    contextSize: recorded.contextSize,
    tokenize: (text) => {
      const found = tokens.get(text);
      if (!found) throw new RangeError(`No tokens were recorded for "${text.slice(0, 80)}".`);
      return found;
    },
    // What is expected is a hint for speed and no answer: there is nothing of it to record, and nobody to tell in a replay.
    expect: (prompt, paths) => model?.expect?.(prompt, paths),
    logProbabilities: async (requests, signal) => {
      const request = requests.map(({ prompt, path, allowed }) => {
        if (!promptHashes.has(prompt)) promptHashes.set(prompt, sha256Hex(prompt.join()));
        return [promptHashes.get(prompt) as string, path.join(), sha256Hex(allowed.join())];
      });
      const { answer: values } = await calls.once(
        { key: `search:${stepNumber(batch++)}`, kind: 'search', model: name, shareable: true, request },
        async () => ({
          answer: (await live(model).logProbabilities(requests, signal)).map(encode),
        }),
      );
      return (values as readonly JsonValue[]).map((value) => decode(value as string));
    },
  };
}

async function recordTokens(calls: Calls, model: TokenModel | undefined, name: string, key: string, texts: readonly string[]) {
  const request = { texts: sha256Hex(canonicalJson(texts)) };
  const { answer } = await calls.once({ key, kind: 'search', model: name, shareable: true, request }, () => {
    const { batchSize, contextSize } = live(model);
    return Promise.resolve({ answer: { batchSize, contextSize, tokens: texts.map((text) => live(model).tokenize(text)) } });
  });
  const { batchSize, contextSize, tokens } = answer as { batchSize: number; contextSize: number; tokens: readonly (readonly number[])[] };
  return { batchSize, contextSize, tokens: texts.map((text, i) => [text, tokens[i] as readonly number[]] as const) };
}

function live(model: TokenModel | undefined): TokenModel {
  if (!model) throw new RangeError('A replay has no model to ask.');
  return model;
}

/** 64-bit floats as base64: JSON numbers would be as exact, but twice as long. */
function encode(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function decode(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

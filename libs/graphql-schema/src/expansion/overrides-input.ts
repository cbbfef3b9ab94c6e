import type { ExpansionRequest } from '@etcetera/expansion';
import { builder } from '../builder.js';
import { Aggregation, Search } from './enums.js';

export const ExpansionOverrides = builder.inputType('ExpansionOverrides', {
  fields: (t) => ({
    adaptive: t.boolean({
      description: 'Spend the same number of short lists in three rounds, the later ones on what may still enter the first page.',
    }),
    aggregation: t.field({ type: Aggregation, description: 'How the judgements become one score a candidate.' }),
    candidateCount: t.int(),
    embeddingWeight: t.float(),
    fusionConstant: t.float(),
    judgeWeight: t.float(),
    languageModelWeight: t.float(),
    lengthPenalty: t.float(),
    listLength: t.int(),
    listsPerCandidate: t.int(),
    maxCalls: t.int(),
    maxCostMicroUsd: t.int(),
    maxSearchSteps: t.int(),
    maxSeconds: t.int(),
    maxTokens: t.int(),
    negativeWeight: t.float(),
    pageDepth: t.int({ description: 'Places of the first page that an adaptive run is about.' }),
    priorWeight: t.float(),
    renormalise: t.boolean({ description: 'Probabilities among the allowed tokens instead of the full vocabulary: fewer model steps.' }),
    resultLimit: t.int(),
    reuseAnswers: t.boolean(),
    search: t.field({ type: Search }),
    seed: t.int(),
    textWeight: t.float(),
  }),
});

type Input = typeof ExpansionOverrides.$inferInput;
type Overrides = ExpansionRequest['overrides'];

/** The settings that a caller gave, in the words of the engine; what was left out (or null) stays out. Ranges are the engine's to check. */
export function toOverrides(input: Input | null | undefined): Overrides {
  const given = input ?? {};
  const { languageModelWeight, embeddingWeight, textWeight, maxCalls, maxTokens, maxCostMicroUsd, maxSeconds, reuseAnswers, ...plain } =
    given;
  const channelWeights = present({ 'language-model': languageModelWeight, embedding: embeddingWeight, text: textWeight });
  const limits = present({ maxCalls, maxTokens, maxCostMicroUsd, maxSeconds });
  return {
    ...present(plain),
    ...(typeof reuseAnswers === 'boolean' ? { cache: reuseAnswers ? ('reuse' as const) : ('fresh' as const) } : {}),
    ...(Object.keys(channelWeights).length > 0 ? { channelWeights } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
}

/** The members that hold a value. */
function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

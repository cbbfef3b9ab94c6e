import { countShortLists, type ListJudge, type ModelIdentity } from '@etcetera/ranking';
import type { ExpansionConfig, ExpansionPlan, Warning } from '../model.js';

/** What a plan depends on beside the configuration. */
export interface PlanFacts {
  /** Entities of the base that can be proposed: all but seeds and negative seeds. */
  readonly proposable: number;
  readonly seeds: number;
  readonly negativeSeeds: number;
  readonly judge: ListJudge | undefined;
  readonly tokenModel: ModelIdentity | undefined;
  readonly warnings: readonly Warning[];
}

/** Measured on two idle cores with SmolLM2-135M on the sample base: seconds a tree step, seconds a short list. */
const SECONDS_PER_STEP = 0.0065;
const SECONDS_PER_LOCAL_LIST = 0.06;
/** Assumed for an endpoint; a run says what it really took. */
const SECONDS_PER_REMOTE_LIST = 1.5;
/** An exact top K takes four to nine steps a candidate on the sample base. */
const STEPS_PER_CANDIDATE = 7;

/**
 * The calls a run will make. Estimates and runs call this one function; the number of judgements is that of the list design itself.
 */
export function planExpansion(config: ExpansionConfig, facts: PlanFacts): ExpansionPlan {
  const candidates = Math.min(config.candidateCount, facts.proposable);
  const judgements = facts.judge ? countShortLists(candidates, config.listLength, config.listsPerCandidate) : 0;
  const searches = config.channelWeights['language-model'] > 0 && facts.tokenModel !== undefined;
  const tokens =
    facts.judge && judgements > 0 ? facts.judge.estimateTokens(nominalQuestion(config, facts)) : { promptTokens: 0, completionTokens: 0 };
  const local = facts.judge?.identity.kind !== 'remote';
  const searchSeconds = searches ? Math.min(config.maxSearchSteps, STEPS_PER_CANDIDATE * candidates) * SECONDS_PER_STEP : 0;
  return {
    candidates,
    judgements,
    maxSearchSteps: searches ? config.maxSearchSteps : 0,
    embeddingCalls: 0,
    calls: judgements,
    promptTokens: judgements * tokens.promptTokens,
    completionTokens: judgements * tokens.completionTokens,
    costMicroUsd: local ? 0 : null,
    estimatedSeconds: Math.round((0.5 + searchSeconds + judgements * (local ? SECONDS_PER_LOCAL_LIST : SECONDS_PER_REMOTE_LIST)) * 10) / 10,
    warnings: facts.warnings,
  };
}

/** A list of average names: the members are not known before stage 1 has run. */
function nominalQuestion(config: ExpansionConfig, facts: PlanFacts) {
  const entities = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: String(i), name: 'an average name', description: 'some words that describe it' }));
  return {
    listIndex: 0,
    attempt: 1,
    seeds: entities(facts.seeds),
    negativeSeeds: entities(facts.negativeSeeds),
    members: entities(config.listLength),
  };
}

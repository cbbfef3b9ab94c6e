import { InvalidInputError } from '@etcetera/knowledge';
import { AGGREGATOR_NAMES, type ListJudge } from '@etcetera/ranking';
import {
  CHANNELS,
  METHODS,
  PRESETS,
  type Channel,
  type ExpansionConfig,
  type ExpansionRequest,
  type Preset,
  type Warning,
} from '../model.js';
import { JUDGE_WEIGHT, MIXTURE_DESCRIBED, MIXTURE_NAMES_ONLY, PRESET_NUMBERS } from './presets.js';

/** What the resolution depends on beside the request. */
export interface ConfigFacts {
  /** Channels that can be used for this base now. */
  readonly available: ReadonlySet<Channel>;
  readonly judgeKind: ListJudge['kind'] | undefined;
  readonly defaultPreset: Preset;
  /** Whether the fitted model of membership holds for the vectors of the base. */
  readonly membershipHolds: boolean;
  /** Share of the base's entities whose vectors include a description, 0 … 1. */
  readonly describedShare: number;
}

export interface ResolvedConfig {
  readonly config: ExpansionConfig;
  readonly warnings: readonly Warning[];
}

/**
 * Fills in every setting once. Nothing is defaulted after this: what runs is what is stored.
 * @throws InvalidInputError for a setting out of its range, or a method whose channel cannot be used.
 */
export function resolveConfig(overrides: ExpansionRequest['overrides'], facts: ConfigFacts): ResolvedConfig {
  const method = oneOf('method', overrides.method ?? 'lusar', METHODS);
  const preset = oneOf('preset', overrides.preset ?? facts.defaultPreset, PRESETS);
  const mixture = facts.describedShare >= 0.5 ? MIXTURE_DESCRIBED : MIXTURE_NAMES_ONLY;
  const warnings: Warning[] = [];
  const channelWeights = weightsFor(method, { ...mixture.channelWeights, ...overrides.channelWeights }, facts, warnings);
  const ranks = method === 'lusar' && facts.judgeKind !== undefined;
  if (method === 'lusar' && !ranks)
    warnings.push({ code: 'NO_JUDGE', message: 'No model can judge short lists now: the order is that of stage 1.' });
  const numbers = PRESET_NUMBERS[preset];
  const candidateCount = whole('candidateCount', overrides.candidateCount ?? numbers.candidateCount, 1, 1000);
  const config: ExpansionConfig = {
    method,
    preset,
    candidateCount,
    resultLimit: whole('resultLimit', overrides.resultLimit ?? Math.max(200, candidateCount), 1, 1000),
    listLength: whole('listLength', overrides.listLength ?? 10, 2, 50),
    listsPerCandidate: ranks ? whole('listsPerCandidate', overrides.listsPerCandidate ?? numbers.listsPerCandidate, 0, 20) : 0,
    lengthPenalty: between('lengthPenalty', overrides.lengthPenalty ?? 0.6, 0, 2),
    search: oneOf('search', overrides.search ?? 'best-first', SEARCHES),
    renormalise: overrides.renormalise ?? false,
    priorWeight: between('priorWeight', overrides.priorWeight ?? mixture.priorWeight, 0, 2),
    maxSearchSteps: whole('maxSearchSteps', overrides.maxSearchSteps ?? 5000, 1, 1_000_000),
    channelWeights,
    fusionConstant: between('fusionConstant', overrides.fusionConstant ?? mixture.fusionConstant, 0, 1000),
    judgeWeight: between('judgeWeight', overrides.judgeWeight ?? JUDGE_WEIGHT[facts.judgeKind ?? 'constrained'], 0, 1),
    negativeWeight: between('negativeWeight', overrides.negativeWeight ?? 1, 0, 10),
    judge: ranks ? (facts.judgeKind ?? null) : null,
    aggregation: oneOf('aggregation', overrides.aggregation ?? 'borda', AGGREGATOR_NAMES),
    adaptive: ranks && (overrides.adaptive ?? false),
    cut: facts.membershipHolds && mainChannel(channelWeights) === 'embedding' ? 'membership' : 'change-point',
    pageDepth: whole('pageDepth', overrides.pageDepth ?? 10, 1, 1000),
    tiePolicy: 'stage-1 score, then entity id',
    reaskMissing: overrides.reaskMissing ?? true,
    cache: overrides.cache ?? 'reuse',
    seed: whole('seed', overrides.seed ?? 1, -(2 ** 31), 2 ** 31 - 1),
    limits: {
      maxCalls: whole('maxCalls', overrides.limits?.maxCalls ?? 10_000, 1, 10_000_000),
      maxTokens: whole('maxTokens', overrides.limits?.maxTokens ?? 20_000_000, 1, 2_000_000_000),
      maxCostMicroUsd: overrides.limits?.maxCostMicroUsd ?? null,
      maxSeconds: between('maxSeconds', overrides.limits?.maxSeconds ?? 3600, 1, 864_000),
    },
  };
  return { config, warnings };
}

const SEARCHES = ['best-first', 'beam'] as const;

const OWN_CHANNEL = { 'lusar-stage1': 'language-model', 'embedding-centroid': 'embedding', 'text-search': 'text' } as const;

const CHANNEL_REMEDY: Readonly<Record<Channel, string>> = {
  'language-model': 'it needs a language model: run `etcetera models pull`, or set up an endpoint',
  embedding: 'it needs vectors of this base: run `etcetera models pull` and let the base be embedded',
  text: 'text search is not available',
};

function weightsFor(
  method: ExpansionConfig['method'],
  asked: Readonly<Record<Channel, number>>,
  facts: ConfigFacts,
  warnings: Warning[],
): Record<Channel, number> {
  const none: Record<Channel, number> = { 'language-model': 0, embedding: 0, text: 0 };
  if (method !== 'lusar') {
    const own = OWN_CHANNEL[method];
    if (!facts.available.has(own)) throw new InvalidInputError('method', method, CHANNEL_REMEDY[own]);
    return { ...none, [own]: 1 };
  }
  const weights = { ...none };
  for (const channel of CHANNELS) {
    const weight = between(`channelWeights.${channel}`, asked[channel], 0, 1000);
    if (weight > 0 && !facts.available.has(channel)) {
      warnings.push({ code: 'CHANNEL_UNAVAILABLE', message: `The ${channel} channel was left out: ${CHANNEL_REMEDY[channel]}.` });
    } else weights[channel] = weight;
  }
  if (CHANNELS.some((channel) => weights[channel] > 0)) return weights;
  const fallback = (['embedding', 'language-model', 'text'] as const).find((channel) => facts.available.has(channel));
  if (!fallback) throw new InvalidInputError('method', method, 'no channel can be used for this base now');
  if (fallback === 'text')
    warnings.push({ code: 'TEXT_SEARCH_ONLY', message: 'Only text search can be used now: the ranking rests on shared words.' });
  return { ...none, [fallback]: 1 };
}

/** The channel with the most weight; of equal ones the first by name. */
function mainChannel(weights: Readonly<Record<Channel, number>>): Channel {
  return [...CHANNELS].sort((a, b) => weights[b] - weights[a] || (a < b ? -1 : 1))[0] as Channel;
}

function oneOf<T extends string>(field: string, value: string, allowed: readonly T[]): T {
  if (!(allowed as readonly string[]).includes(value)) throw new InvalidInputError(field, value, `one of ${allowed.join(', ')} is needed`);
  return value as T;
}

function between(field: string, value: number, low: number, high: number): number {
  if (!(value >= low && value <= high)) throw new InvalidInputError(field, String(value), `a number from ${low} to ${high} is needed`);
  return value;
}

function whole(field: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value)) throw new InvalidInputError(field, String(value), `a whole number from ${low} to ${high} is needed`);
  return between(field, value, low, high);
}

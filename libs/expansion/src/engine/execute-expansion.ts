import {
  lusar,
  type ChannelProposals,
  type JudgedEntity,
  type LusarEntity,
  type LusarOutcome,
  type LusarPage,
  type ModelIdentity,
} from '@etcetera/ranking';
import type { Calls } from '../calls/calls.js';
import { embeddingChannel, leanToNegatives, type SpaceIdentity } from '../channels/embedding-channel.js';
import { languageModelChannel } from '../channels/language-model-channel.js';
import { textChannel } from '../channels/text-channel.js';
import type {
  Channel,
  Cut,
  ExpansionActual,
  ExpansionConfig,
  ExpansionResult,
  JudgementRecord,
  ProvisionalPage,
  RankedEntity,
  Vocabulary,
  Warning,
} from '../model.js';
import { judgeList, type JudgeListInput } from './judge-list.js';
import type { LiveSources } from './live-sources.js';

export interface ExecutionInput {
  readonly baseId: string;
  readonly seedIds: readonly string[];
  readonly negativeSeedIds: readonly string[];
  readonly config: ExpansionConfig;
  readonly vocabulary: Vocabulary;
  readonly calls: Calls;
  /** Models and stores to ask; undefined in a replay. */
  readonly live: LiveSources | undefined;
  readonly languageModel: ModelIdentity | undefined;
  readonly space: SpaceIdentity | undefined;
  readonly judge: JudgeListInput['judge'] | undefined;
  /** Texts and pictures for the judge; an empty map where names are enough. */
  readonly textsOf: (entityIds: readonly string[]) => Promise<ReadonlyMap<string, JudgedEntity>>;
  readonly judgeConcurrency: number;
  /** Warnings that are known before the run starts. */
  readonly warnings: readonly Warning[];
  readonly observe: ExecutionObserver;
  readonly signal?: AbortSignal;
}

/** Told of what happens, as it happens. */
export interface ExecutionObserver {
  searched(steps: number, found: number): void;
  page(page: ProvisionalPage, proposed: number): Promise<void>;
  judged(judgement: JudgementRecord): Promise<void>;
}

export interface ExecutionOutcome {
  readonly result: ExpansionResult;
  readonly counts: Pick<ExpansionActual, 'candidates' | 'judgements' | 'reasks' | 'searchSteps' | 'outcomes'>;
}

/** Runs the method for one set of seeds: the same code for live runs, evaluations and replays; only `calls` and `live` differ. */
export async function executeExpansion(input: ExecutionInput): Promise<ExecutionOutcome> {
  const { config, calls } = input;
  const warnings: Warning[] = [...input.warnings];
  const nameOf = new Map(input.vocabulary.entries.map((entry) => [entry.id, entry.name]));
  const excluded = new Set([...input.seedIds, ...input.negativeSeedIds]);
  const counts = {
    candidates: 0,
    judgements: 0,
    reasks: 0,
    searchSteps: 0,
    outcomes: { complete: 0, partial: 0, 'none-belong': 0, malformed: 0 },
  };
  const channels: Channel[] = [];

  async function* propose(): AsyncGenerator<ChannelProposals> {
    if (config.channelWeights.embedding > 0 && input.space) {
      yield await embeddingChannel(calls, input.live?.neighbours, input.space, input.seedIds, excluded, config);
      channels.push('embedding');
    }
    if (config.channelWeights.text > 0) {
      yield await textChannel(calls, input.live?.text, input.baseId, input.seedIds, excluded, config);
      channels.push('text');
    }
    if (config.channelWeights['language-model'] > 0 && input.languageModel) {
      const sampled = await languageModelChannel({
        calls,
        model: input.live?.tokenModel,
        identity: input.languageModel,
        priors: input.live?.priors,
        baseId: input.baseId,
        vocabulary: input.vocabulary,
        seedNames: input.seedIds.map((id) => nameOf.get(id) ?? id),
        excluded,
        config,
        warn: (warning) => warnings.push(warning),
        onProgress: (steps, found) => input.observe.searched(steps, found),
        ...(input.signal ? { signal: input.signal } : {}),
      });
      counts.searchSteps = sampled.steps;
      channels.push('language-model');
      yield sampled.proposals;
    }
  }

  const toRanked = (entities: readonly LusarEntity[]): RankedEntity[] =>
    entities.map(({ rank, entityId, score, standardError, exposures, channels: found }) => ({
      rank,
      entityId,
      name: nameOf.get(entityId) ?? entityId,
      score,
      standardError,
      exposures,
      channels: found.map((entry) => ({ ...entry, channel: entry.channel as Channel })),
    }));

  // Runs that were stored before these settings existed have the values that were then the only ones.
  const { adaptive = false, pageDepth: depth = 10, cut: cutBy = 'change-point' } = config as Partial<ExpansionConfig>;
  const outcome = await lusar(
    { ...config, adaptive, depth, cut: cutBy },
    {
      propose,
      judgeConcurrency: input.judgeConcurrency,
      judge: async (listIndex, memberIds) => {
        if (!input.judge) return [];
        const texts = await input.textsOf([...excluded, ...memberIds]);
        const entity = (id: string): JudgedEntity => texts.get(id) ?? { id, name: nameOf.get(id) ?? id };
        const { counted, reasked } = await judgeList({
          calls,
          judge: input.judge,
          seeds: input.seedIds.map(entity),
          negativeSeeds: input.negativeSeedIds.map(entity),
          members: memberIds.map(entity),
          listIndex,
          reask: config.reaskMissing,
          record: (judgement) => input.observe.judged(judgement),
          ...(input.signal ? { signal: input.signal } : {}),
        });
        counts.judgements++;
        counts.reasks += Number(reasked);
        counts.outcomes[counted.outcome]++;
        return [counted];
      },
      leanToNegatives: async (entityIds) => {
        if (input.negativeSeedIds.length === 0 || !input.space) return new Map();
        return leanToNegatives(calls, input.live?.neighbours, input.space, input.seedIds, input.negativeSeedIds, entityIds);
      },
      publish: (page: LusarPage) =>
        input.observe.page(
          { stage: page.stage, judged: page.judged, mayChange: page.mayChange, ranking: toRanked(page.ranking.slice(0, 20)) },
          page.ranking.length,
        ),
    },
  );

  counts.candidates = Math.min(config.candidateCount, outcome.ranking.length);
  warnings.push(...lateWarnings(input, counts, outcome.ranking.length));
  warnings.push(...outcome.notes.map((message) => ({ code: 'AGGREGATION_NOTE', message })));
  const ranking = toRanked(outcome.ranking);
  return {
    result: {
      format: 1,
      method: config.method,
      channels,
      seedIds: input.seedIds,
      negativeSeedIds: input.negativeSeedIds,
      ranking,
      cut: cutOf(outcome.cut),
      warnings,
    },
    counts,
  };
}

/** The end of the set as it is stored; runs without a model of membership keep the three fields that they always had. */
function cutOf(cut: LusarOutcome['cut']): Cut | null {
  if (!cut) return null;
  const { position: rank, explained: clarity, membership } = cut;
  if (!membership) return { rank, method: 'change point of the main channel’s scores', clarity };
  const { confidence, members, level, expectedPrecision, expectedRecall } = membership;
  return {
    rank,
    method: 'best expected F1 by a fitted model of membership',
    clarity,
    confidence,
    members: { ...members, level },
    expectedPrecision,
    expectedRecall,
  };
}

/** What a reader of the result must know about how it came about. */
function lateWarnings(input: ExecutionInput, counts: ExecutionOutcome['counts'], ranked: number): Warning[] {
  const warnings: Warning[] = [];
  const { partial, malformed } = counts.outcomes;
  if (partial + malformed > 0) {
    warnings.push({
      code: 'ANSWERS_NOT_USED_IN_FULL',
      message: `Of ${counts.judgements} judgements ${partial} left members out and ${malformed} could not be read; they count only for what they ranked.`,
    });
  }
  if (input.negativeSeedIds.length > 0 && !input.space && counts.judgements === 0) {
    warnings.push({
      code: 'NEGATIVES_NOT_USED',
      message: 'The negative seeds were only left out of the result: there are neither vectors nor a judge to compare with them.',
    });
  }
  if (ranked < input.config.resultLimit) {
    warnings.push({
      code: 'SHORTER_THAN_ASKED',
      message: `${ranked} of the ${input.config.resultLimit} results that were asked for: the base, or what its channels propose, holds no more.`,
    });
  }
  return warnings;
}

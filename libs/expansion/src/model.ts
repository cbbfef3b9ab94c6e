import type { AggregatorName, JsonValue, JudgementIssue, JudgementOutcome, ModelIdentity } from '@etcetera/ranking';

/** Ways to complete a set. `lusar-stage1` is candidate sampling alone; the other two are the baselines it is shown against. */
export const METHODS = ['lusar', 'lusar-stage1', 'embedding-centroid', 'text-search'] as const;
export type Method = (typeof METHODS)[number];

/** Where a candidate can come from. */
export const CHANNELS = ['language-model', 'embedding', 'text'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRESETS = ['quick', 'standard', 'thorough'] as const;
export type Preset = (typeof PRESETS)[number];

export type ExpansionStatus = 'QUEUED' | 'SAMPLING' | 'RANKING' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'PAUSED';

/** Every number a run depends on; resolved once, stored with the run, never defaulted again. */
export interface ExpansionConfig {
  readonly method: Method;
  readonly preset: Preset;
  /** K: candidates that stage 2 judges. */
  readonly candidateCount: number;
  /** Length of the ranked list that is returned; entities below K keep their stage-1 order and have no exposures. */
  readonly resultLimit: number;
  /** L: entities shown together. */
  readonly listLength: number;
  /** r: lists each candidate is in. 0 switches stage 2 off. */
  readonly listsPerCandidate: number;
  /** Exponent of the length penalty ((5+n)/6)^α. */
  readonly lengthPenalty: number;
  /** `best-first`: exactly the K best names. `beam`: the paper's search, 40 beams. */
  readonly search: 'best-first' | 'beam';
  /** Probabilities among the allowed tokens instead of the full vocabulary (GenExpan): fewer model steps, names that differ late weigh more. */
  readonly renormalise: boolean;
  /** λ of the prior calibration; 0 is the paper's search. */
  readonly priorWeight: number;
  /** Largest number of model steps the search may take; reaching it is recorded as a warning. */
  readonly maxSearchSteps: number;
  /** Channel weights of reciprocal rank fusion; 0 switches a channel off. */
  readonly channelWeights: Readonly<Record<Channel, number>>;
  /** k of reciprocal rank fusion. */
  readonly fusionConstant: number;
  /** Share of the judgements in the global score, 0…1; the rest is the fused stage-1 order. 1 is the paper's ranking. */
  readonly judgeWeight: number;
  /** How strongly likeness to negative seeds lowers a candidate, ≥ 0. */
  readonly negativeWeight: number;
  /** How short lists are judged; null when nothing judges them. */
  readonly judge: 'constrained' | 'structured' | null;
  /** How judgements become one score a candidate. */
  readonly aggregation: AggregatorName;
  /** Spends the same number of short lists in three rounds, the later ones on what may still enter the first `pageDepth` places. */
  readonly adaptive: boolean;
  /** How the end of the set is found: by a fitted model of membership, or by the change point of the main channel's scores. */
  readonly cut: 'membership' | 'change-point';
  /** k: the first page that an adaptive run is about. */
  readonly pageDepth: number;
  readonly tiePolicy: 'stage-1 score, then entity id';
  /** Ask again, once, for the members that an answer left out. */
  readonly reaskMissing: boolean;
  /** 'reuse' takes answers from the ledger, 'fresh' asks again. */
  readonly cache: 'reuse' | 'fresh';
  /** Seed of the xoroshiro128+ generator. */
  readonly seed: number;
  readonly limits: {
    readonly maxCalls: number;
    readonly maxTokens: number;
    readonly maxCostMicroUsd: number | null;
    readonly maxSeconds: number;
  };
}

/** What a caller may leave out. */
export interface ExpansionRequest {
  readonly baseId: string;
  readonly seedIds: readonly string[];
  readonly negativeSeedIds: readonly string[];
  readonly overrides: Partial<Omit<ExpansionConfig, 'channelWeights' | 'limits'>> & {
    readonly channelWeights?: Partial<ExpansionConfig['channelWeights']>;
    readonly limits?: Partial<ExpansionConfig['limits']>;
  };
  readonly requestedBy: string;
  /** What the caller was already told about the seeds (duplicates left out, only one seed). */
  readonly warnings?: readonly Warning[];
  readonly parentId?: string;
}

/** The calls a run will make. The same function plans an estimate and a run. */
export interface ExpansionPlan {
  readonly candidates: number;
  readonly judgements: number;
  /** Upper bound; the search stops when its top K is proved. */
  readonly maxSearchSteps: number;
  /** Embedding calls (seeds are stored vectors: usually 0). */
  readonly embeddingCalls: number;
  /** Judge calls of a run in which every answer is complete. */
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** null: the price of the model is not known. 0: it runs on this machine. */
  readonly costMicroUsd: number | null;
  readonly estimatedSeconds: number;
  /** What is known before the run starts: channels left out, one seed only, … */
  readonly warnings: readonly Warning[];
}

/** A model and what a run used it for. */
export type UsedModel = ModelIdentity & { readonly role: 'language' | 'embedding' | 'judge' };

/** What a run really used, beside its plan. */
export interface ExpansionActual {
  readonly candidates: number;
  readonly judgements: number;
  readonly reasks: number;
  readonly searchSteps: number;
  readonly calls: number;
  /** Calls answered by the ledger without asking the model. */
  readonly reusedCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costMicroUsd: number | null;
  readonly seconds: number;
  readonly outcomes: Readonly<Record<JudgementOutcome, number>>;
}

export interface ChannelScore {
  readonly channel: Channel;
  /** 1-based rank in the channel's own list. */
  readonly rank: number;
  readonly score: number;
}

/** A ranked entity. */
export interface RankedEntity {
  readonly rank: number;
  readonly entityId: string;
  readonly name: string;
  /** Global score in [0, 1], strictly what the order says. */
  readonly score: number;
  /** Standard error of the score, as far as it comes from the judgements; null with fewer than two exposures. */
  readonly standardError: number | null;
  /** Judged lists that the entity counted in. */
  readonly exposures: number;
  readonly channels: readonly ChannelScore[];
}

/** Where the set most likely ends. */
export interface Cut {
  /** Entities up to and including this rank belong, as far as the method can tell; 0 = none. */
  readonly rank: number;
  readonly method: string;
  /** Share of the variance of the main channel's scores that their change point explains, 0…1: a low value says that there is no clear end. */
  readonly clarity: number;
  /** The rest only where a fitted model of membership holds. P(at least half of what is above belongs, and at least half of what belongs is above). */
  readonly confidence?: number;
  /** Members among the first 200 ranks: expected, and the interval that holds with probability `level`. */
  readonly members?: { readonly expected: number; readonly low: number; readonly high: number; readonly level: number };
  /** Share of those above the cut that belong, and of those that belong that are above it, to be expected; null where it means nothing. */
  readonly expectedPrecision?: number | null;
  readonly expectedRecall?: number | null;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a run ends with; its canonical JSON is what replay must reproduce byte for byte. */
export interface ExpansionResult {
  readonly format: 1;
  readonly method: Method;
  readonly channels: readonly Channel[];
  readonly seedIds: readonly string[];
  readonly negativeSeedIds: readonly string[];
  readonly ranking: readonly RankedEntity[];
  readonly cut: Cut | null;
  readonly warnings: readonly Warning[];
}

/** A page on the way to the result. */
export interface ProvisionalPage {
  readonly stage: 'neighbours' | 'sampled' | 'judging';
  /** Share of the judgements done, 0…1. */
  readonly judged: number;
  /** Share of the shown page that may still change, 0…1. */
  readonly mayChange: number;
  readonly ranking: readonly RankedEntity[];
}

/** A numbered step of a run's progress, as subscribers see it. */
export interface ProgressEvent {
  readonly sequence: number;
  readonly status: ExpansionStatus;
  readonly message: string;
  readonly searchSteps: number;
  readonly candidates: number;
  readonly judgementsDone: number;
  readonly judgementsPlanned: number;
  readonly provisional: ProvisionalPage | null;
}

/** A stored judgement. */
export interface JudgementRecord {
  readonly listIndex: number;
  readonly attempt: number;
  readonly shownIds: readonly string[];
  readonly rankedIds: readonly string[];
  readonly outcome: JudgementOutcome;
  readonly issues: readonly JudgementIssue[];
  readonly ledgerHash: string;
}

/** A run as stored. */
export interface ExpansionRun {
  readonly id: string;
  readonly baseId: string;
  readonly status: ExpansionStatus;
  readonly seedIds: readonly string[];
  readonly negativeSeedIds: readonly string[];
  readonly config: ExpansionConfig;
  readonly configHash: string;
  readonly plan: ExpansionPlan;
  readonly vocabularyHash: string | null;
  readonly models: readonly UsedModel[];
  readonly resultJson: string | null;
  readonly resultSha256: string | null;
  readonly warnings: readonly Warning[];
  readonly actual: ExpansionActual | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly codeVersion: string;
  readonly requestedBy: string;
  readonly parentId: string | null;
  readonly fence: number;
  readonly cancelRequested: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** The surface forms of a base at one moment. */
export interface Vocabulary {
  /** sha256 of the canonical JSON of `entries`. */
  readonly hash: string;
  /** Ordered by id. */
  readonly entries: readonly VocabularyEntry[];
}

export interface VocabularyEntry {
  readonly id: string;
  readonly name: string;
  /** All surface forms, the name first. */
  readonly forms: readonly string[];
}

/** A call to a model, as the ledger keeps it. */
export interface LedgerRecord {
  readonly hash: string;
  readonly kind: 'search' | 'prior' | 'judge' | 'neighbours' | 'text-search' | 'embed' | 'contrast';
  readonly model: string;
  readonly request: JsonValue;
  readonly answer: JsonValue;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costMicroUsd: number | null;
  readonly latencyMs: number;
  readonly attempts: number;
}

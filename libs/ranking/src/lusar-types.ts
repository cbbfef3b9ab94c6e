import type { AggregatorName } from './aggregation/named-aggregators.js';
import type { Judgement } from './judging/judgement.js';
import type { JudgementIssue } from './judging/list-judge.js';
import type { MembershipCut } from './stopping/cut-from-membership.js';
import type { ChangePoint } from './stopping/cut.js';

/** A channel's proposals, best first; scores are the channel's own. */
export interface ChannelProposals {
  readonly channel: string;
  readonly weight: number;
  readonly candidates: readonly { readonly entityId: string; readonly score: number }[];
}

export interface LusarSettings {
  /** K: candidates that are judged. */
  readonly candidateCount: number;
  /** Entities in the returned ranking, ≥ K; those below K keep the stage-1 order. */
  readonly resultLimit: number;
  /** k of reciprocal rank fusion. */
  readonly fusionConstant: number;
  /** L. */
  readonly listLength: number;
  /** r; 0 = no stage 2. */
  readonly listsPerCandidate: number;
  /** How the judgements are mapped to one score a candidate. */
  readonly aggregation: AggregatorName;
  /**
   * Judges in focused rounds: the same number of short lists, but those of the later rounds about candidates that may still belong on the first
   * `depth` places. False: all lists from one balanced design, each candidate in exactly r.
   */
  readonly adaptive: boolean;
  /** How the end of the set is found: `membership` asks how likely each rank belongs, where a fitted model holds; else the change point. */
  readonly cut: 'membership' | 'change-point';
  /** k: the first page that focused rounds are about, ≥ 1. */
  readonly depth: number;
  /** Share of the judgements in the global score, 0 … 1; 1 is the paper's ranking. */
  readonly judgeWeight: number;
  /** ≥ 0. */
  readonly negativeWeight: number;
  readonly seed: number;
}

/** A judgement with what was shown. */
export interface ShownJudgement extends Judgement {
  readonly issues: readonly JudgementIssue[];
}

/** What the method needs from outside. */
export interface LusarPorts {
  /** Stage 1: each channel's proposals, seeds left out. Lists come in the order in which they become known. */
  propose(): AsyncIterable<ChannelProposals>;
  /** Short lists that are judged at the same time; has no influence on the result. */
  readonly judgeConcurrency: number;
  /** Stage 2: the judgements of one short list (two when missing members were asked about again). */
  judge(listIndex: number, memberIds: readonly string[]): Promise<readonly ShownJudgement[]>;
  /** How much nearer each entity is to the negative seeds than to the seeds, ≥ 0; entities that are not known are left out. */
  leanToNegatives(entityIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Called with each page on the way. */
  publish(page: LusarPage): Promise<void>;
}

export interface LusarPage {
  readonly stage: 'neighbours' | 'sampled' | 'judging';
  readonly judged: number;
  readonly mayChange: number;
  readonly ranking: readonly LusarEntity[];
}

export interface LusarEntity {
  readonly rank: number;
  readonly entityId: string;
  readonly score: number;
  /** Standard error of the score, as far as it comes from the judgements. */
  readonly standardError: number | null;
  /** Judgements that counted. */
  readonly exposures: number;
  readonly channels: readonly { readonly channel: string; readonly rank: number; readonly score: number }[];
}

/** Where the set ends. `explained` is that of the change point of the main channel's scores. */
export interface LusarCut extends ChangePoint {
  /** What the fitted model says of the end; null where there is none and the position is that of the change point. */
  readonly membership: MembershipCut | null;
}

export interface LusarOutcome {
  readonly ranking: readonly LusarEntity[];
  readonly cut: LusarCut | null;
  readonly lists: readonly (readonly string[])[];
  /** What the aggregator did beside its formula, for people; empty when nothing was out of the ordinary. Borda has no such words. */
  readonly notes: readonly string[];
}

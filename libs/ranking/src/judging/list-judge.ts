import type { ModelIdentity } from '../search/token-model.js';

/** What a judge may know of an entity. Names and texts are untrusted: a judge must not obey them. */
export interface JudgedEntity {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Key under which the picture can be had from the image port; absent when there is none. */
  readonly imageSha256?: string;
}

/** One short list, put to a judge. */
export interface JudgeQuestion {
  readonly listIndex: number;
  /** 1 for the first time of asking; 2 when the members that an answer left out are asked about again. */
  readonly attempt: number;
  readonly seeds: readonly JudgedEntity[];
  readonly negativeSeeds: readonly JudgedEntity[];
  /** In the order in which the model sees them. */
  readonly members: readonly JudgedEntity[];
}

/** Tokens of one call. `costMicroUsd` is null when the price is not known (never 0 for unknown). */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costMicroUsd: number | null;
}

/** A model's answer as received; must survive JSON. This is what the ledger keeps. */
export interface JudgeAnswer {
  readonly payload: JsonValue;
  readonly usage: Usage;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What was wrong with an answer. Nothing is repaired without one of these. `unparsable` also tells of answers that were understood in spite of
 * something in them (text around the JSON, "none belong" beside a ranking); the outcome says which it was.
 */
export type JudgementIssue =
  | { readonly kind: 'unparsable'; readonly detail: string }
  | { readonly kind: 'unknown-label'; readonly label: string }
  | { readonly kind: 'repeated-label'; readonly label: string }
  | { readonly kind: 'missing'; readonly entityId: string };

/** How an answer was understood. A partial one counts only for the members it ranked. */
export type JudgementOutcome = 'complete' | 'partial' | 'none-belong' | 'malformed';

/** A judgement: one answer about one short list, as used. */
export interface ReadJudgement {
  readonly outcome: JudgementOutcome;
  /** Entity ids, best first. Empty for `none-belong` and `malformed`. */
  readonly rankedIds: readonly string[];
  readonly issues: readonly JudgementIssue[];
}

/** How a judge comes to its answer, which decides how the answer is read. */
export type JudgeKind = 'constrained' | 'structured' | 'first-token' | 'self-consistent';

/**
 * The port of stage 2. `ask` talks to a model, `read` is pure: replay reads a recorded answer with the same code.
 * Judges may refuse a question that cannot be judged (a list of nobody, a member twice, a seed among the members) with a RankingError.
 * @typeParam Kind by default the kinds that every user of the port knows how to record and replay.
 */
export interface ListJudge<Kind extends JudgeKind = 'constrained' | 'structured'> {
  readonly kind: Kind;
  readonly identity: ModelIdentity;
  /** Version of the prompt and of the parser; part of the ledger key. */
  readonly promptVersion: string;
  /** The request as it will be sent, without secrets and with pictures by hash: what the ledger hashes and shows. */
  describe(question: JudgeQuestion): JsonValue;
  /** Tokens one question will take, for estimates. */
  estimateTokens(question: JudgeQuestion): { readonly promptTokens: number; readonly completionTokens: number };
  /** @throws a provider error (never for an answer that merely cannot be understood). */
  ask(question: JudgeQuestion, signal?: AbortSignal): Promise<JudgeAnswer>;
  read(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement;
}

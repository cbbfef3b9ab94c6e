import { requireWhole } from '../ranking-error.js';
import type { Judgement } from './judgement.js';
import type { JsonValue, JudgeAnswer, JudgeKind, JudgeQuestion, JudgementIssue, ListJudge, ReadJudgement, Usage } from './list-judge.js';
import { mergePermutations, type MergedJudgement } from './merge-permutations.js';
import { permutedOrders } from './permuted-orders.js';
import { requireJudgeable } from './require-judgeable.js';

export interface SelfConsistencyOptions {
  /** m: in how many orders each list is judged, ≥ 1. */
  readonly permutations: number;
  /** Seed of the orders, a whole number from −2³¹ up of which the low 32 bits count; 1 by default. */
  readonly seed?: number;
}

/** One of the m judgements behind a merged one. */
export type PermutedJudgement = Judgement & ReadJudgement;

/** A merged judgement as read. Its issues are those of all m judgements, but `missing` only for members that none of them ranked. */
export type SelfConsistentJudgement = MergedJudgement<PermutedJudgement> & ReadJudgement;

export interface SelfConsistentJudge extends ListJudge<'self-consistent'> {
  read(question: JudgeQuestion, answer: JudgeAnswer): SelfConsistentJudgement;
}

/** Calls of the inner judge that so many short lists take: what plans count. O(1). @throws RankingError `INVALID_SETTING`. */
export function countPermutedCalls(lists: number, permutations: number): number {
  requireWhole('lists', lists, 0);
  requireWhole('permutations', permutations, 1);
  return lists * permutations;
}

/**
 * Judges each list m times, its members in different orders, and merges the answers (see `mergePermutations`): what depends on the place of a
 * member rather than on the member averages out. The first order is that of the question; m = 1 is the inner judge.
 * The m calls are made one after the other. The answer keeps each of the m payloads and the seed: it can be read without these options.
 * Source: permutation self-consistency (Tang et al. 2023, arXiv 2310.07712).
 * @throws RankingError `INVALID_SETTING` for m < 1 or a wrong seed; `describe`, `ask` and `read` as `requireJudgeable`.
 */
export function createSelfConsistentJudge<Kind extends JudgeKind>(
  inner: ListJudge<Kind>,
  { permutations, seed = 1 }: SelfConsistencyOptions,
): SelfConsistentJudge {
  requireWhole('permutations', permutations, 1);
  requireWhole('seed', seed, -(2 ** 31));
  return {
    kind: 'self-consistent',
    identity: inner.identity,
    promptVersion: `${inner.promptVersion} self-consistent-1`,
    describe: (question) => {
      requireJudgeable(question);
      return { seed, permutations: permuted(question, permutations, seed).map((one) => inner.describe(one)) };
    },
    estimateTokens: (question) => {
      const estimates = permuted(question, permutations, seed).map((one) => inner.estimateTokens(one));
      return { promptTokens: sum(estimates, 'promptTokens'), completionTokens: sum(estimates, 'completionTokens') };
    },
    ask: async (question, signal) => {
      requireJudgeable(question);
      const answers: JudgeAnswer[] = [];
      for (const one of permuted(question, permutations, seed)) {
        signal?.throwIfAborted();
        answers.push(await inner.ask(one, signal));
      }
      return { payload: { seed, answers: answers.map(({ payload }) => payload) }, usage: total(answers.map(({ usage }) => usage)) };
    },
    read: (question, answer) => readSelfConsistentAnswer(inner, question, answer),
  };
}

/**
 * Reads a self-consistent answer, recorded or fresh, with the reader of the judge that gave the answers in it.
 * An answer without a seed and at least one inner answer is malformed. @throws RankingError as `requireJudgeable`.
 */
export function readSelfConsistentAnswer(
  inner: Pick<ListJudge<JudgeKind>, 'read'>,
  question: JudgeQuestion,
  answer: JudgeAnswer,
): SelfConsistentJudgement {
  requireJudgeable(question);
  const kept = keptIn(answer.payload);
  const orders = kept ? permuted(question, kept.answers.length, kept.seed) : [question];
  const read = orders.map((one, i): PermutedJudgement => {
    const judgement = kept ? inner.read(one, { ...answer, payload: kept.answers[i] as JsonValue }) : UNREADABLE;
    return { shownIds: one.members.map(({ id }) => id), ...judgement };
  });
  const merged = mergePermutations(read);
  return { ...merged, issues: issuesOf(merged) };
}

const UNREADABLE: ReadJudgement = {
  outcome: 'malformed',
  rankedIds: [],
  issues: [{ kind: 'unparsable', detail: 'The recorded answer does not hold the answers of several orders.' }],
};

function permuted(question: JudgeQuestion, count: number, seed: number): readonly JudgeQuestion[] {
  // Lists, and the two attempts at a list, get orders of their own.
  const own = seed ^ Math.imul(question.listIndex + 1, 0x9e3779b1) ^ Math.imul(question.attempt, 0x85ebca6b);
  return permutedOrders(question.members, count, own).map((members) => ({ ...question, members }));
}

function issuesOf(merged: MergedJudgement<PermutedJudgement>): readonly JudgementIssue[] {
  const ranked = new Set(merged.rankedIds);
  const left = merged.outcome === 'none-belong' ? [] : merged.shownIds.filter((entityId) => !ranked.has(entityId));
  return [
    ...merged.answers.flatMap(({ issues }) => issues.filter(({ kind }) => kind !== 'missing')),
    ...left.map((entityId) => ({ kind: 'missing', entityId }) as const),
  ];
}

function keptIn(payload: JsonValue): { readonly seed: number; readonly answers: readonly JsonValue[] } | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const { seed, answers } = payload as Readonly<Record<string, JsonValue | undefined>>;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || !Array.isArray(answers) || answers.length === 0) return undefined;
  return { seed, answers: answers as readonly JsonValue[] };
}

function total(usages: readonly Usage[]): Usage {
  const isPriced = usages.every(({ costMicroUsd }) => costMicroUsd !== null);
  return {
    promptTokens: sum(usages, 'promptTokens'),
    completionTokens: sum(usages, 'completionTokens'),
    costMicroUsd: isPriced ? usages.reduce((cost, usage) => cost + (usage.costMicroUsd ?? 0), 0) : null,
  };
}

type TokenCounts = Pick<Usage, 'promptTokens' | 'completionTokens'>;
function sum(counts: readonly TokenCounts[], field: keyof TokenCounts): number {
  return counts.reduce((all, count) => all + count[field], 0);
}

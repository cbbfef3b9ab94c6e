import type { Judgement } from '../judging/judgement.js';

/** What is to be ranked. */
export interface RankingTask {
  /** Candidates in stage-1 order, best first, all different. */
  readonly candidates: readonly string[];
  /** Stage-1 scores in the same order (not rising), on any scale. Without them the places stand in for scores. */
  readonly priorScores?: readonly number[];
  /** L: the most members that the judge is shown at once, ≥ 2. */
  readonly listLength: number;
  /** k: the first page that has to be right, ≥ 1. */
  readonly depth: number;
  /** The most short lists that may be judged; a procedure never asks for more. */
  readonly maxCalls: number;
  /** Seed of the generator. Same task and same answers, same lists. */
  readonly seed: number;
}

/** Short lists that do not depend on each other's answers: they may be judged at the same time. */
export type Round = readonly (readonly string[])[];

export interface ProcedureOutcome {
  /** Every candidate of the task, best first. */
  readonly order: readonly string[];
  /** Why the procedure ended: its own rule, or the calls. */
  readonly endedBy: 'done' | 'calls';
  /** What people should know of how it went; empty when nothing was out of the ordinary. */
  readonly notes: readonly string[];
}

/**
 * A way to rank many candidates by judging short lists of them: yields rounds of short lists, receives their judgements in the same order
 * (one a list), and returns the order. It does no input or output, so that the same code plans, runs, simulates and replays. The number of
 * rounds is the sequential depth of the call graph.
 */
export type Procedure = Generator<Round, ProcedureOutcome, readonly Judgement[]>;

/** A procedure by name, ready to be started on a task. */
export type StartProcedure = (task: RankingTask) => Procedure;

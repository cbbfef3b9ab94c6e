import type { Judgement } from '../judging/judgement.js';
import type { Procedure, ProcedureOutcome, RankingTask } from '../procedures/procedure.js';

export const complete = (rankedIds: readonly string[], shownIds: readonly string[]): Judgement => ({
  outcome: 'complete',
  rankedIds,
  shownIds,
});
/** Finds the order in which it is shown a list right. */
export const asShown = (list: readonly string[]): Judgement => complete(list, list);
export const malformed = (shownIds: readonly string[]): Judgement => ({ outcome: 'malformed', rankedIds: [], shownIds });
export const noneBelong = (shownIds: readonly string[]): Judgement => ({ outcome: 'none-belong', rankedIds: [], shownIds });

/** A task of the candidates c0, c1, … with these settings. */
export const numberedTask = (n: number, settings: Omit<RankingTask, 'candidates'>): RankingTask => ({
  candidates: Array.from({ length: n }, (_, i) => `c${i}`),
  ...settings,
});

/** Runs a procedure at once and keeps the rounds. */
export function drive(procedure: Procedure, judge: (list: readonly string[], index: number) => Judgement) {
  const rounds: (readonly (readonly string[])[])[] = [];
  let calls = 0;
  let step = procedure.next();
  while (!step.done) {
    rounds.push(step.value);
    step = procedure.next(step.value.map((list) => judge(list, calls++)));
  }
  return { ...(step.value satisfies ProcedureOutcome), rounds, calls };
}

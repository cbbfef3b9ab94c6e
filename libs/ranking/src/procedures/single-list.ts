import { requireWhole } from '../ranking-error.js';
import { createPrng } from '../random/prng.js';
import { MeanPlaces, OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, StartProcedure } from './procedure.js';

export interface SingleListOptions {
  /** The most times that the list is judged. As often as the calls allow by default (the full-context baseline: once). */
  readonly repeats?: number;
}

/**
 * Single long list: all candidates in one call, whatever the task's list length: **the only procedure that ignores it**. The first list is in
 * stage-1 order, each further one in random order; candidates rank by the mean of their places. One round, O(calls · n).
 *
 * A partial judgement counts for those it ranked, among themselves; one that says that none belong puts all last; a malformed one counts for
 * nobody. Candidates that no judgement ranked keep their stage-1 places; stage-1 order breaks ties.
 *
 * Source: the full-context listwise baseline of long-context judges (e.g. JointRank, Dedov, ICTIR 2025, arXiv 2506.22262, section 4); repeated
 * in random order as in permutation self-consistency (Tang et al., NAACL 2024, arXiv 2310.07712), with the mean place in place of their
 * Kemeny order.
 */
export function singleList(options: SingleListOptions = {}): StartProcedure {
  if (options.repeats !== undefined) requireWhole('repeats', options.repeats, 1);
  return (task) => {
    requireTask(task);
    return judgeAll(task, options.repeats ?? Infinity);
  };
}

function* judgeAll(task: RankingTask, repeats: number): Procedure {
  const { candidates, maxCalls } = task;
  if (candidates.length < 2) return { order: candidates, endedBy: 'done', notes: [] };
  const calls = Math.min(repeats, maxCalls);
  const endedBy = calls === repeats ? 'done' : 'calls';
  if (calls === 0) return { order: candidates, endedBy, notes: [] };

  const prng = createPrng(task.seed);
  const judgements = yield Array.from({ length: calls }, (_, i) => (i === 0 ? candidates : prng.shuffled(candidates)));
  const outcomes = new OutcomeCount();
  outcomes.add(judgements);
  const places = new MeanPlaces();
  for (const judgement of judgements) places.add(judgement);
  return { order: places.sort(candidates), endedBy, notes: outcomes.notes(MEANING) };
}

const MEANING = {
  partial: 'they counted for those they ranked, among themselves',
  'none-belong': 'all candidates came last in them',
  malformed: 'they counted for nobody',
};

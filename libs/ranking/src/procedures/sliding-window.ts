import type { Judgement } from '../judging/judgement.js';
import { countRankingWindows, rankingWindows } from '../list-design/sliding-windows.js';
import { RankingError, requireWhole } from '../ranking-error.js';
import { OutcomeCount, reorder, requireTask } from './procedure-rules.js';
import type { Procedure, ProcedureOutcome, RankingTask, StartProcedure } from './procedure.js';

export interface SlidingWindowOptions {
  /** Members of a window, from 2 to the task's list length, which is the default (the paper: 20). */
  readonly windowLength?: number;
  /** Places by which a window lies above the one before, from 1 to `windowLength` − 1. Half the window by default (the paper: 10). */
  readonly step?: number;
  /** The most passes from back to front. As many as the calls allow by default (the paper: 1). */
  readonly passes?: number;
}

/**
 * Sliding window: windows of the order are judged from the last to the first, each takes over the best of the one before.
 *
 * One pass over n candidates takes ⌈(n − w) / s⌉ + 1 calls (one when n ≤ w), each a round of its own, and brings the best w − s to the top,
 * in order, when the judge does not err. The next pass goes on from the order of the last. When fewer calls are left than a pass takes, the
 * pass covers the head of the order only, as far down as the calls reach. A pass that changes nothing is the last: the next would put the
 * same lists again.
 *
 * Those that a judgement ranks take the places that they hold together; members that a partial one leaves out keep theirs, as do all members
 * of a malformed one and of one that says that none belong (it tells nothing of their order).
 *
 * Source: RankGPT (Sun et al., EMNLP 2023, arXiv 2304.09542, section 4.2, w = 20, s = 10). There the missing members go to the end of the
 * window, and its code leaves the head unjudged when s does not divide n − w: here the last window starts at the top, as long as the others ({@link rankingWindows}).
 * @throws RankingError `INVALID_SETTING` or `LIST_TOO_LONG` for options that do not fit the task.
 */
export function slidingWindow(options: SlidingWindowOptions = {}): StartProcedure {
  if (options.passes !== undefined) requireWhole('passes', options.passes, 1);
  return (task) => {
    requireTask(task);
    const windowLength = options.windowLength ?? task.listLength;
    const step = options.step ?? Math.max(1, Math.floor(windowLength / 2));
    requireWindow(windowLength, step, task.listLength);
    return slide(task, windowLength, step, options.passes ?? Infinity);
  };
}

function* slide(task: RankingTask, windowLength: number, step: number, passes: number): Procedure {
  const n = task.candidates.length;
  let order: readonly string[] = task.candidates;
  let callsLeft = task.maxCalls;
  const outcomes = new OutcomeCount();
  const notes: string[] = [];
  const finish = (endedBy: ProcedureOutcome['endedBy']): ProcedureOutcome => ({
    order,
    endedBy,
    notes: [...notes, ...outcomes.notes(MEANING)],
  });

  for (let pass = 1; n > 1 && pass <= passes; pass++) {
    if (callsLeft === 0) return finish('calls');
    const reach = Math.min(n, windowLength + (callsLeft - 1) * step);
    if (reach < n) notes.push(`The calls left for pass ${pass} reached the first ${reach} of ${n} candidates.`);
    const before = order;
    for (const { start, end } of rankingWindows(reach, windowLength, step)) {
      const judgements: readonly Judgement[] = yield [order.slice(start, end)];
      outcomes.add(judgements);
      order = reorder(order, judgements[0]?.rankedIds ?? []);
      callsLeft--;
    }
    if (reach < n) return finish('calls');
    if (order.every((id, place) => id === before[place])) return finish('done');
  }
  return finish('done');
}

const MEANING = {
  partial: 'the members left out kept their places',
  'none-belong': 'the members kept their places',
  malformed: 'the members kept their places',
};

function requireWindow(windowLength: number, step: number, listLength: number): void {
  countRankingWindows(0, windowLength, step);
  if (windowLength <= listLength) return;
  throw new RankingError({
    code: 'LIST_TOO_LONG',
    field: 'windowLength',
    value: windowLength,
    problem: `the judge is shown at most ${listLength} members`,
    remedy: 'Give a window of at most the task’s list length.',
  });
}

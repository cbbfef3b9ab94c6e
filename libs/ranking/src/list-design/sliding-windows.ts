import { RankingError, requireWhole } from '../ranking-error.js';
import { requireDesignInput, requireDesignSettings, type DesignSettings, type ListDesign } from './list-design.js';

/** Places `start` … `end − 1` of a ranking, counted from 0. */
export interface RankingWindow {
  readonly start: number;
  readonly end: number;
}

/**
 * How many windows {@link rankingWindows} makes: 0 for n < 2, 1 for n ≤ window, else 1 + ⌈(n − window) / step⌉. O(1).
 * @throws RankingError as {@link rankingWindows}.
 */
export function countRankingWindows(candidates: number, window: number, step: number): number {
  requireWhole('candidates', candidates, 0);
  requireWhole('window', window, 2);
  requireWhole('step', step, 1);
  if (step >= window)
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'step',
      value: step,
      problem: `windows of ${window} that move by so much share nobody, so that nobody can move up from one to the next`,
      remedy: 'Give a step smaller than the window.',
    });
  if (candidates < 2) return 0;
  return 1 + Math.ceil(Math.max(0, candidates - window) / step);
}

/**
 * The windows of RankGPT (Sun et al. 2023, arXiv 2304.09542: window 20, step 10), from the back of the ranking to its front. Every place is in
 * a window. Neighbours share window − step places, the last two more when step does not divide n − window: the last starts at the front and is
 * as long as the others. O(n / step).
 * @throws RankingError `INVALID_SETTING` unless n ≥ 0, window ≥ 2 and 1 ≤ step < window are whole numbers.
 */
export function rankingWindows(candidates: number, window: number, step: number): readonly RankingWindow[] {
  return Array.from({ length: countRankingWindows(candidates, window, step) }, (_, i) => {
    const start = Math.max(0, candidates - window - i * step);
    return { start, end: Math.min(candidates, start + window) };
  });
}

/**
 * Sliding windows over the stage-1 order as a fixed plan of lists: windows of L that move by ⌊L / r⌋, members in stage-1 order. L = 20 and
 * r = 2 are the windows of RankGPT. r is an overlap here, not a promise: every candidate is in a window, those far enough from both ends are
 * in ⌊L / step⌋ or ⌈L / step⌉ (r where r divides L), those at the ends in fewer, and n ≤ L makes one window. The generator is not used.
 * A procedure, where each window shows the order as it is by then, applies {@link rankingWindows} to the running order.
 * @throws RankingError `INVALID_SETTING`, `DUPLICATE_ID`; `DESIGN_IMPOSSIBLE` for r = 1 (no overlap) and r > L (no step).
 */
export const slidingWindowDesign: ListDesign = {
  name: 'sliding-windows',
  count: (candidates, settings) => {
    requireDesignSettings(candidates, settings);
    const step = stepOf(settings);
    return step === 0 ? 0 : countRankingWindows(candidates, settings.listLength, step);
  },
  lists: (candidates, settings) => {
    requireDesignInput(candidates, settings);
    const step = stepOf(settings);
    const windows = step === 0 ? [] : rankingWindows(candidates.length, settings.listLength, step);
    return windows.map(({ start, end }) => candidates.slice(start, end));
  },
};

/** 0 where there are to be no lists. */
function stepOf({ listLength, listsPerCandidate }: DesignSettings): number {
  if (listsPerCandidate === 0) return 0;
  if (listsPerCandidate >= 2 && listsPerCandidate <= listLength) return Math.floor(listLength / listsPerCandidate);
  throw new RankingError({
    code: 'DESIGN_IMPOSSIBLE',
    field: 'listsPerCandidate',
    value: listsPerCandidate,
    problem: `windows of ${listLength} overlap from 2 to ${listLength} times`,
    remedy: `Give 0 or a whole number from 2 to ${listLength}, or take the random design.`,
  });
}

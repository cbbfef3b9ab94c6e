import { requireWhole } from '../ranking-error.js';
import { addRank } from './cut-count-distribution.js';
import { runCases } from './membership-run-effect.js';

/** Probabilities of a run's ranks, and how many of them belong. */
export interface CountedRun {
  readonly probabilities: readonly number[];
  readonly members: number;
}

const LARGEST = 4;
const TOLERANCE = 0.02;

/**
 * The spread of the run effect under which the numbers of members that were observed are most likely (maximum likelihood of the counts,
 * not of the single ranks: it is the counts that the intervals of a cut are about). Golden-section search on [0, 4] to 0.02.
 * O(runs · ranks · members · 37), fourteen times.
 * @returns 0 for no runs: nothing speaks for an effect.
 * @throws RankingError `INVALID_NUMBER` for a probability outside [0, 1], `INVALID_SETTING` for a number of members that is none.
 */
export function fitRunSpread(runs: readonly CountedRun[]): number {
  runs.forEach(({ members }, i) => requireWhole(`runs[${i}].members`, members, 0));
  const loss = (spread: number): number => runs.reduce((sum, run) => sum - Math.log(countLikelihood(run, spread)), 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, LARGEST];
  let [inner, outer] = [high - golden * (high - low), low + golden * (high - low)];
  let [atInner, atOuter] = [loss(inner), loss(outer)];
  while (high - low > TOLERANCE) {
    // Of two that are equally good the smaller effect: less is claimed.
    if (atInner <= atOuter) {
      [high, outer, atOuter] = [outer, inner, atInner];
      inner = high - golden * (high - low);
      atInner = loss(inner);
    } else {
      [low, inner, atInner] = [inner, outer, atOuter];
      outer = low + golden * (high - low);
      atOuter = loss(outer);
    }
  }
  return low === 0 ? 0 : (low + high) / 2;
}

/** P(exactly this number of members), kept above 0: a count that cannot be under one spread must not decide about all others. */
function countLikelihood({ probabilities, members }: CountedRun, spread: number): number {
  let likelihood = 0;
  for (const given of runCases(probabilities, spread)) {
    // Higher counts never flow back into this one.
    const counts = new Float64Array(members + 1);
    counts[0] = 1;
    for (let rank = 0; rank < given.probabilities.length; rank++)
      addRank(counts, Math.min(rank + 1, members), given.probabilities[rank] as number);
    likelihood += given.weight * (counts[members] as number);
  }
  return Math.max(likelihood, Number.MIN_VALUE);
}

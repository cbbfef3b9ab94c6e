import { requireWhole } from '../ranking-error.js';

/** One stage of a tournament: so many take part, in so many groups, and so many of them go on. */
export interface TourRankStage {
  readonly field: number;
  readonly groups: number;
  readonly selected: number;
}

/**
 * The stages of one tournament.
 *
 * The paper gives them for n = 100 only, 100 → 50 → 20 → 10 → 5 → 2 in 5, 5, 1, 1 and 1 groups. These are the numbers 1, 2, 5, 10, 20, 50, …,
 * so for any n: the next stage has that of them which is nearest, by ratio, to half of the field, until two or fewer are left that have met.
 * Groups hold at most `listLength` and are as few as they can be; up to twice as many are made where this gives all groups the same size and
 * the same number to select (5 groups of 10 that select 4 each rather than 3 uneven ones for 50 → 20). At least one of each group goes on.
 * @returns none for fewer than two candidates. O(log n).
 * @throws RankingError `INVALID_SETTING` unless n ≥ 0 and `listLength` ≥ 2 are whole.
 */
export function tourRankStages(n: number, listLength: number): readonly TourRankStage[] {
  requireWhole('n', n, 0);
  requireWhole('listLength', listLength, 2);
  const stages: TourRankStage[] = [];
  let field = n;
  while (field > 2 || (field === 2 && stages.at(-1)?.groups !== 1)) {
    const fewest = Math.ceil(field / listLength);
    const selected = Math.max(nearHalf(field), fewest);
    const even = evenGroups(field, selected, fewest);
    stages.push({ field, groups: even <= 2 * fewest ? even : fewest, selected });
    field = selected;
  }
  return stages;
}

/** How many members a group of a stage has and how many of them it selects; group 0 is the largest. Sizes and quotas differ by at most one. */
export function groupOf(stage: TourRankStage, group: number): { readonly size: number; readonly quota: number } {
  return { size: share(stage.field, stage.groups, group), quota: share(stage.selected, stage.groups, group) };
}

/** How many groups of a stage have to be judged: those that are larger than what they select. */
function callsOf(stage: TourRankStage): number {
  let calls = 0;
  for (let group = 0; group < stage.groups; group++) {
    const { size, quota } = groupOf(stage, group);
    if (size > quota) calls++;
  }
  return calls;
}

/** How many calls one tournament of n candidates takes. O(log n · n / listLength). */
export function callsOfTournament(n: number, listLength: number): number {
  return tourRankStages(n, listLength).reduce((sum, stage) => sum + callsOf(stage), 0);
}

/** The most of n candidates that can play a whole tournament in that many calls; 0 or 1 when none can. */
export function largestTournament(n: number, listLength: number, calls: number): number {
  let size = n;
  while (size > 1 && callsOfTournament(size, listLength) > calls) size--;
  return size;
}

function share(total: number, parts: number, part: number): number {
  return Math.floor(total / parts) + (part < total % parts ? 1 : 0);
}

/** Of 1, 2, 5, 10, 20, 50, … below the field, which is at least 2, the one whose ratio to half of it is nearest to 1. */
function nearHalf(field: number): number {
  let best = 1;
  for (let power = 1; power < field; power *= 10)
    for (const value of [power, 2 * power, 5 * power]) if (value < field && distance(value, field) < distance(best, field)) best = value;
  return best;
}

function distance(value: number, field: number): number {
  return Math.abs(Math.log((2 * value) / field));
}

/** The least number of groups, from `fewest` up, that divides both; infinite where there is none. */
function evenGroups(field: number, selected: number, fewest: number): number {
  for (let groups = fewest; groups <= selected; groups++) if (field % groups === 0 && selected % groups === 0) return groups;
  return Infinity;
}

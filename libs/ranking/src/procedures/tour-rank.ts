import { dealGroups } from '../list-design/tournament-groups.js';
import { createPrng, type Prng } from '../random/prng.js';
import { requireWhole } from '../ranking-error.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, StartProcedure } from './procedure.js';
import { callsOfTournament, groupOf, largestTournament, tourRankStages, type TourRankStage } from './tour-rank-stages.js';

export interface TourRankOptions {
  /** The most tournaments. As many whole ones as the calls allow by default (the paper: 1 to 10). */
  readonly tournaments?: number;
  /**
   * What orders candidates with the same points: `last-list` (default), the mean place in the last list that each tournament ranked them in
   * (those that none ranked come last), then stage-1 order; or `stage-1` alone, as in the paper, whose judges name the selected without an order.
   */
  readonly ties?: 'last-list' | 'stage-1';
  /** True (default): calls left over after the last whole tournament pay for one of the head. False: they are not used, as in the paper. */
  readonly fillUp?: boolean;
}

/**
 * TourRank: tournaments in stages; each stage is played in groups, each group sends its best on, and who goes on has a point. Candidates
 * rank by the sum of their points over all tournaments.
 *
 * Groups are dealt by stage-1 order (straight: candidate i of a stage goes to group i mod g), so that the likely good do not meet early;
 * within a group the judge sees them in random order, which is all that tells the tournaments apart. Tournaments do not depend on each
 * other: stage s of all of them is one round. Stages: {@link tourRankStages}; 13 calls in 5 rounds for 100 candidates in lists of 20.
 *
 * When the calls do not cover one tournament, as many candidates play as they do cover, from the first on; so they do in one more when the
 * calls left over suffice for half of the candidates (`fillUp`). With whole tournaments only and a judge that does not err the true best
 * is in every last stage and has all points, as has the runner-up.
 *
 * Of a partial judgement the first of those it ranked go on; a group whose judgement is malformed or says that none belong gives no points.
 * The next stage is filled up by points in the tournament, then stage-1 order.
 *
 * Source: TourRank (Chen et al., WWW 2025, arXiv 2406.11678), with its code for the dealing of groups. O(calls · L + tournaments · n log n).
 */
export function tourRank(options: TourRankOptions = {}): StartProcedure {
  if (options.tournaments !== undefined) requireWhole('tournaments', options.tournaments, 1);
  return (task) => {
    requireTask(task);
    return play(task, options);
  };
}

function* play(task: RankingTask, options: TourRankOptions): Procedure {
  const { candidates, maxCalls } = task;
  if (candidates.length < 2) return { order: candidates, endedBy: 'done', notes: [] };
  if (maxCalls === 0) return { order: candidates, endedBy: 'calls', notes: [] };

  const { tournaments, notes, complete } = enter(task, options);
  const prng = createPrng(task.seed);
  const outcomes = new OutcomeCount();
  for (let round = 0; tournaments.some(({ stages }) => round < stages.length); round++) {
    const groups = tournaments.flatMap((tournament) =>
      tournament.groups(round, prng).map(({ members, quota }) => ({ members, quota, tournament })),
    );
    const contested = groups.filter(({ members, quota }) => members.length > quota);
    const judgements = yield contested.map(({ members }) => members);
    outcomes.add(judgements);
    contested.forEach(({ tournament, quota }, i) => tournament.select(judgements[i]?.rankedIds ?? [], quota));
    for (const { tournament, members, quota } of groups) if (members.length <= quota) tournament.goOn(members);
  }

  const scored = candidates.map((id) => ({
    id,
    points: tournaments.reduce((total, tournament) => total + tournament.points(id), 0),
    place: options.ties === 'stage-1' ? 0 : meanLastPlace(tournaments, id),
  }));
  return {
    order: scored.sort((a, b) => b.points - a.points || a.place - b.place).map(({ id }) => id),
    endedBy: complete ? 'done' : 'calls',
    notes: [...notes, ...outcomes.notes(MEANING)],
  };
}

/** Over the tournaments that ranked the candidate; more than any place where none did. */
function meanLastPlace(tournaments: readonly Tournament[], id: string): number {
  const places = tournaments.flatMap((tournament) => tournament.lastPlace(id) ?? []);
  return places.length === 0 ? 2 : places.reduce((total, place) => total + place, 0) / places.length;
}

/** The tournaments that the calls pay for. */
function enter({ candidates, listLength, maxCalls }: RankingTask, { tournaments: wanted = Infinity, fillUp = true }: TourRankOptions) {
  const n = candidates.length;
  const calls = callsOfTournament(n, listLength);
  const whole = Math.min(wanted, Math.floor(maxCalls / calls));
  const tournaments = Array.from({ length: whole }, () => new Tournament(candidates, listLength));
  const size = whole < wanted ? largestTournament(n, listLength, maxCalls - whole * calls) : 0;
  const isFill = whole > 0 && fillUp && size >= n / 2;
  if (whole === 0 || isFill) tournaments.push(new Tournament(candidates.slice(0, size), listLength));
  const notes: string[] = [];
  if (whole === 0) notes.push(`A tournament of all takes ${calls} calls; the first ${size} of ${n} candidates played.`);
  else if (isFill) notes.push(`The first ${size} of ${n} candidates played a tournament more.`);
  return { tournaments, notes, complete: whole === wanted };
}

/** One tournament: its stages, the points and the last places so far. */
class Tournament {
  readonly stages: readonly TourRankStage[];
  private readonly scores = new Map<string, number>();
  private readonly places = new Map<string, number>();

  constructor(
    private readonly players: readonly string[],
    listLength: number,
  ) {
    this.stages = tourRankStages(players.length, listLength);
  }

  points(id: string): number {
    return this.scores.get(id) ?? 0;
  }

  /** From 0 for the first to 1 for the last of the last list that ranked the candidate; undefined when none did. */
  lastPlace(id: string): number | undefined {
    return this.places.get(id);
  }

  /** The groups of a stage, none when the tournament is over by then. */
  groups(round: number, prng: Prng): { readonly members: readonly string[]; readonly quota: number }[] {
    const stage = this.stages[round];
    if (!stage) return [];
    // Sorting is stable: the order behind the points is that of stage 1.
    const field = [...this.players].sort((a, b) => this.points(b) - this.points(a)).slice(0, stage.field);
    return dealGroups(field, stage.groups, 'straight').map((members, group) => ({
      members: prng.shuffled(members),
      quota: groupOf(stage, group).quota,
    }));
  }

  select(rankedIds: readonly string[], quota: number): void {
    this.goOn(rankedIds.slice(0, quota));
    rankedIds.forEach((id, index) => this.places.set(id, rankedIds.length < 2 ? 0.5 : index / (rankedIds.length - 1)));
  }

  goOn(ids: readonly string[]): void {
    for (const id of ids) this.scores.set(id, this.points(id) + 1);
  }
}

const MEANING = {
  partial: 'the first of those they ranked went on',
  'none-belong': 'nobody got a point',
  malformed: 'nobody got a point',
};

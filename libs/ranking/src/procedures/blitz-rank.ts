import { createPrng } from '../random/prng.js';
import { requireWhole } from '../ranking-error.js';
import { PreferenceGraph, type Standing } from './blitz-rank-graph.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, ProcedureOutcome, RankingTask, StartProcedure } from './procedure.js';

export interface BlitzRankOptions {
  /** The most lists that are judged at the same time, ≥ 1. 1 by default, as in the paper; more is the authors' `max_parallel_matches`. */
  readonly listsPerRound?: number;
  /** Ends after so many rounds in a row that told nothing new. 3 by default, ≥ 1. With complete judgements every round tells something. */
  readonly patience?: number;
}

/**
 * BlitzRank: every answer about L candidates gives L · (L − 1) / 2 preferences, and these give more by transitivity. A candidate is settled when its
 * relation to all others is known; the procedure ends when the best k are.
 *
 * A list is made of tiers that are not settled, one candidate of each (its first in stage-1 order): first those that the fewest are known to be
 * better than, then those known to be better than the fewest, then stage-1 order. Preferences that contradict each other make tiers of
 * candidates that count as equal, in stage-1 order within.
 *
 * The order: who is known to be better stands above; beyond that each stands by the best stage-1 place among itself and those it is known to
 * be better than, then by how many are known to be better. The first k are exactly right when the judge does not err and the calls suffice.
 *
 * A partial judgement counts for those it ranked, "none belong" makes its members one tier, a malformed one is a call for nothing. Candidates that
 * an answer left out stand back behind those that as many are known to be better than, until others have been asked.
 *
 * Source: BlitzRank (Agrawal, Nguyen and Kiela, ICML 2026, arXiv 2602.05448, algorithm 1; L = 20 or 10, k = 10) and its code.
 * O(calls · n · n / 32 · L) at most, far less as long as little is known; n²/4 bytes.
 */
export function blitzRank(options: BlitzRankOptions = {}): StartProcedure {
  const { listsPerRound = 1, patience = 3 } = options;
  requireWhole('listsPerRound', listsPerRound, 1);
  requireWhole('patience', patience, 1);
  return (task) => {
    requireTask(task);
    return play(task, listsPerRound, patience);
  };
}

function* play(task: RankingTask, listsPerRound: number, patience: number): Procedure {
  const { candidates, depth } = task;
  const graph = new PreferenceGraph(candidates.length);
  const places = new Map(candidates.map((id, place) => [id, place]));
  const leftOut = new Int32Array(candidates.length);
  const prng = createPrng(task.seed);
  const outcomes = new OutcomeCount();
  const notes: string[] = [];
  const finish = (endedBy: ProcedureOutcome['endedBy']): ProcedureOutcome => ({
    order: orderOf(graph).map((place) => candidates[place]!),
    endedBy,
    notes: [...notes, ...outcomes.notes(MEANING)],
  });

  let callsLeft = task.maxCalls;
  let idle = 0;
  for (;;) {
    const standings = graph.standings();
    if (settledFirst(standings) >= Math.min(depth, candidates.length)) return finish('done');
    if (callsLeft === 0) return finish('calls');
    if (idle === patience) {
      notes.push(`Ended early: ${idle} rounds in a row told nothing new.`);
      return finish('done');
    }
    const lists = schedule(standings, leftOut, task.listLength, listsPerRound).slice(0, callsLeft);
    // The same question would be answered in the same way.
    const asked = idle > 0 ? lists.map((list) => prng.shuffled(list)) : lists;
    const judgements = yield asked.map((list) => list.map((place) => candidates[place]!));
    outcomes.add(judgements);
    callsLeft -= asked.length;
    let news = false;
    asked.forEach((list, i) => {
      const { outcome, rankedIds } = judgements[i]!;
      const ranked = rankedIds.map((id) => places.get(id)!);
      const told = outcome === 'none-belong' ? graph.addTie(list) : graph.addOrder(ranked);
      news ||= told;
      if (outcome !== 'none-belong') for (const place of list) if (!ranked.includes(place)) leftOut[place]!++;
    });
    idle = news ? 0 : idle + 1;
  }
}

/** How many are settled and above all that are not: where they stand will not change. */
function settledFirst(standings: readonly Standing[]): number {
  const open = standings.reduce((least, { better, settled }) => (settled ? least : Math.min(least, better)), Infinity);
  return standings.filter(({ better, settled }) => settled && better < open).length;
}

/** The next lists; at least one of two or more, as a candidate that is not settled has another tier to be compared with. */
function schedule(standings: readonly Standing[], leftOut: Int32Array, length: number, most: number): number[][] {
  const open = standings
    .filter(({ settled, place, leader }) => !settled && leader === place)
    .sort((a, b) => a.better - b.better || leftOut[a.place]! - leftOut[b.place]! || a.worse - b.worse || a.place - b.place);
  const unbeaten = open.filter(({ better }) => better === 0).length;
  const untouched = open.every(({ better, worse }) => better + worse === 0);
  // More than one list only where all of them would be asked anyway: the first heats, and full lists of the unbeaten.
  const count = untouched ? most : Math.max(1, Math.min(most, Math.floor(unbeaten / length)));
  const chosen = open.slice(0, count * length).map(({ place }) => place);
  const lists: number[][] = [];
  for (let start = 0; start < chosen.length; start += length) lists.push(chosen.slice(start, start + length));
  return lists.filter((list) => list.length > 1);
}

/** Places, best first: in line with all that is known, and with stage 1 where nothing is. O(n log n). */
function orderOf(graph: PreferenceGraph): number[] {
  return [...graph.standings()]
    .sort((a, b) => a.firstReached - b.firstReached || a.better - b.better || a.place - b.place)
    .map(({ place }) => place);
}

const MEANING = {
  partial: 'they counted for those they ranked',
  'none-belong': 'their members counted as equal',
  malformed: 'they told nothing',
};

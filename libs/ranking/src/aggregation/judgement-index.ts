import type { Judgement } from '../judging/judgement.js';
import { RankingError, requireDistinct, requirePriorScores } from '../ranking-error.js';
import type { AggregationInput } from './aggregator.js';
import { groupsOf } from './connected-groups.js';

/** The judgements of an aggregation with whole numbers for candidates: what every aggregator works on. */
export interface JudgementIndex {
  readonly candidates: readonly string[];
  /** Judgement j has the members `members[offsets[j]]` … `members[offsets[j + 1] − 1]`; one entry more than there are judgements. */
  readonly offsets: Int32Array;
  /**
   * Places in `candidates`: the ranked members of a complete or partial judgement, best first; the shown members of one that says
   * "none belong", in the order shown; nobody of a malformed one.
   */
  readonly members: Int32Array;
  /** By entry of `members`: the place at which the judgement showed it, from 0. */
  readonly shownAt: Int32Array;
  /** By judgement: 1 when none of its members belongs, so that their order says nothing; else 0. */
  readonly noneBelong: Uint8Array;
  /** By candidate: the judgements that count for it. */
  readonly exposures: Int32Array;
  /** Candidates that were ranked together, directly or over others; largest group first, then by the first candidate. */
  readonly components: readonly (readonly string[])[];
  /** By candidate: the place of its group in `components`. */
  readonly componentOf: Int32Array;
  /** Stage-1 scores, or null when there are none. */
  readonly prior: Float64Array | null;
}

/**
 * Checks the input of an aggregator and turns it into arrays. A complete and a partial judgement both count for what they ranked and for
 * nothing else; "none belong" counts for every member shown, but links nobody; a malformed judgement is passed over unread.
 * O(candidates + total list length) time and memory.
 * @throws RankingError `DUPLICATE_ID` for a candidate that occurs twice or a member that occurs twice in one judgement; `UNKNOWN_ID` for a
 * shown member that is no candidate or a ranked member that was not shown; `CORRUPT_DATA` for a "none belong" with ranked members;
 * `INVALID_SETTING` for prior scores of another length than the candidates; `INVALID_NUMBER` for a prior score that is not finite.
 */
export function indexJudgements(input: AggregationInput): JudgementIndex {
  const { candidates, judgements } = input;
  requireDistinct('candidates', candidates);
  const places = new Map<string, number>();
  candidates.forEach((id, place) => places.set(id, place));
  const offsets = new Int32Array(judgements.length + 1);
  judgements.forEach((judgement, j) => (offsets[j + 1] = offsets[j]! + countedIds(judgement).length));
  const members = new Int32Array(offsets[judgements.length]!);
  const shownAt = new Int32Array(members.length);
  const noneBelong = new Uint8Array(judgements.length);
  const exposures = new Int32Array(candidates.length);
  const readMembers = memberReader(places);
  judgements.forEach((judgement, j) => {
    if (judgement.outcome === 'none-belong') noneBelong[j] = 1;
    if (judgement.outcome !== 'malformed') readMembers(judgement, j, { members, shownAt }, offsets[j]!);
  });
  for (let at = 0; at < members.length; at++) exposures[members[at]!]!++;
  const groups = groupsOf(candidates.length, offsets, members, noneBelong);
  return {
    candidates,
    offsets,
    members,
    shownAt,
    noneBelong,
    exposures,
    components: groups.groups.map((group) => Array.from(group, (place) => candidates[place] as string)),
    componentOf: groups.groupOf,
    prior: checkedPrior(input),
  };
}

/** The members a judgement counts for. */
function countedIds({ outcome, rankedIds, shownIds }: Judgement): readonly string[] {
  if (outcome === 'malformed') return [];
  return outcome === 'none-belong' ? shownIds : rankedIds;
}

/** Writes the places of a judgement's members. One mark a candidate tells shown, ranked and repeated apart without a set a judgement. */
function memberReader(places: ReadonlyMap<string, number>) {
  const mark = new Int32Array(places.size).fill(-1);
  const latestAt = new Int32Array(places.size);
  return (judgement: Judgement, j: number, to: Pick<JudgementIndex, 'members' | 'shownAt'>, start: number): void => {
    const { members, shownAt } = to;
    const { outcome, shownIds, rankedIds } = judgement;
    const [shown, ranked] = [2 * j, 2 * j + 1];
    const keepShown = outcome === 'none-belong';
    if (keepShown && rankedIds.length > 0) throw contradiction(`judgements[${j}].rankedIds`, rankedIds);
    for (let i = 0; i < shownIds.length; i++) {
      const id = shownIds[i] as string;
      const place = places.get(id);
      if (place === undefined) throw unknown(`judgements[${j}].shownIds`, id, 'it is no candidate');
      if (mark[place] === shown) throw repeated(`judgements[${j}].shownIds`, id);
      mark[place] = shown;
      latestAt[place] = i;
      if (keepShown) [members[start + i], shownAt[start + i]] = [place, i];
    }
    for (let i = 0; i < rankedIds.length; i++) {
      const id = rankedIds[i] as string;
      const place = places.get(id);
      if (place !== undefined && mark[place] === ranked) throw repeated(`judgements[${j}].rankedIds`, id);
      if (place === undefined || mark[place] !== shown)
        throw unknown(`judgements[${j}].rankedIds`, id, 'it was not shown in this judgement');
      mark[place] = ranked;
      members[start + i] = place;
      shownAt[start + i] = latestAt[place]!;
    }
  };
}

function checkedPrior({ candidates, priorScores }: AggregationInput): Float64Array | null {
  requirePriorScores(candidates, priorScores);
  return priorScores ? Float64Array.from(priorScores) : null;
}

const unknown = (field: string, value: string, problem: string) =>
  new RankingError({ code: 'UNKNOWN_ID', field, value, problem, remedy: 'Aggregate judgements with the candidates they are about.' });

const repeated = (field: string, value: string) =>
  new RankingError({
    code: 'DUPLICATE_ID',
    field,
    value,
    problem: 'the member occurs twice',
    remedy: 'Name each member once in a judgement.',
  });

const contradiction = (field: string, value: unknown) =>
  new RankingError({
    code: 'CORRUPT_DATA',
    field,
    value,
    problem: 'the judgement says that none belongs, and yet ranks members',
    remedy: 'Leave the ranked members empty, or call the judgement complete or partial.',
  });

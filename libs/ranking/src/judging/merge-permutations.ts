import { RankingError, requireDistinct, requireWhole } from '../ranking-error.js';
import { exactMedian, kendallSum, swappedMedian, type PairVotes } from './median-order.js';
import type { Judgement } from './judgement.js';

/** Up to so many ranked members the best order is found for certain. */
export const EXACT_MEDIAN_MEMBERS = 12;

/** One judgement made of several about the same members. */
export interface MergedJudgement<Answer extends Judgement = Judgement> extends Judgement {
  /** How the order was found: the best of all, a start improved by swaps of neighbours, or none, as nothing was ranked. */
  readonly method: 'exact' | 'adjacent-swaps' | 'none';
  /** Σ over the answers of the Kendall distance to `rankedIds`: pairs that an answer ranked the other way round. */
  readonly distance: number;
  /** Σ over the answers of the pairs they ranked: the most that `distance` could be. */
  readonly comparisons: number;
  /** The answers, unchanged, in the order given. */
  readonly answers: readonly Answer[];
}

/**
 * Merges judgements of the same members, shown in different orders, into the one order with the least sum of Kendall distances to them.
 *
 * - An answer counts for the pairs of members it ranked both of, and for nothing else. Members that at least one answer ranked are in the
 *   merged order; it is `partial` when some are in none.
 * - `malformed` answers count for nothing; when all are, so is the merged judgement.
 * - `none-belong` when more than half of the answers that are not malformed say so; otherwise those that ranked decide.
 *
 * With at most {@link EXACT_MEDIAN_MEMBERS} ranked members no order has a smaller sum (dynamic programming over subsets, O(2ᵏ·k²)); with more, the
 * order by pairs won is improved by swaps of neighbours until none lowers the sum (O(k³·m) at worst). Of equally good orders the one that puts
 * members with more pairs won first, then the smaller id, is taken.
 * Source: permutation self-consistency (Tang et al. 2023, arXiv 2310.07712); Kemeny 1959 for the order.
 * @param answers at least one; all about the same members. @throws RankingError `INVALID_SETTING` for none, `DUPLICATE_ID` for a member that
 * is shown or ranked twice, `UNKNOWN_ID` for a ranked one that was not shown, `UNMATCHED_JUDGEMENTS` for answers about different members.
 */
export function mergePermutations<Answer extends Judgement>(answers: readonly Answer[]): MergedJudgement<Answer> {
  requireWhole('answers.length', answers.length, 1);
  const shownIds = answers[0]?.shownIds ?? [];
  for (const answer of answers) requireSameMembers(answer, shownIds);
  const usable = answers.filter(({ outcome }) => outcome !== 'malformed');
  const ranking = usable.filter(({ outcome }) => outcome !== 'none-belong');
  const nothing = { shownIds, rankedIds: [], method: 'none', distance: 0, comparisons: 0, answers } as const;
  if (usable.length === 0) return { ...nothing, outcome: 'malformed' };
  if (2 * ranking.length < usable.length) return { ...nothing, outcome: 'none-belong' };

  const { ids, votes } = countVotes(ranking.map(({ rankedIds }) => rankedIds));
  const isExact = ids.length <= EXACT_MEDIAN_MEMBERS;
  const order = isExact ? exactMedian(votes) : swappedMedian(votes);
  return {
    shownIds,
    rankedIds: order.map((member) => ids[member] as string),
    outcome: ids.length === 0 ? 'malformed' : ids.length === shownIds.length ? 'complete' : 'partial',
    method: ids.length === 0 ? 'none' : isExact ? 'exact' : 'adjacent-swaps',
    distance: kendallSum(votes, order),
    comparisons: ranking.reduce((sum, { rankedIds }) => sum + (rankedIds.length * (rankedIds.length - 1)) / 2, 0),
    answers,
  };
}

/** The ranked members, most pairs won first, then by id; and for each two of them how many answers put the one before the other. */
function countVotes(rankings: readonly (readonly string[])[]): { readonly ids: readonly string[]; readonly votes: PairVotes } {
  const won = new Map<string, number>(rankings.flat().map((id) => [id, 0]));
  for (const ranking of rankings)
    ranking.forEach((id, place) => won.set(id, (won.get(id) as number) + (ranking.length - 1 - place) - place));
  const ids = [...won.keys()].sort((a, b) => (won.get(b) as number) - (won.get(a) as number) || (a < b ? -1 : 1));
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const votes = ids.map(() => new Int32Array(ids.length));
  for (const ranking of rankings) {
    const indices = ranking.map((id) => indexOf.get(id) as number);
    indices.forEach((before, place) => {
      const row = votes[before] as Int32Array;
      for (const after of indices.slice(place + 1)) row[after] = (row[after] as number) + 1;
    });
  }
  return { ids, votes };
}

function requireSameMembers(answer: Judgement, shownIds: readonly string[]): void {
  requireDistinct('shownIds', answer.shownIds);
  requireDistinct('rankedIds', answer.rankedIds);
  const shown = new Set(answer.shownIds);
  const stranger = answer.rankedIds.find((id) => !shown.has(id));
  if (stranger !== undefined)
    throw new RankingError({
      code: 'UNKNOWN_ID',
      field: 'rankedIds',
      value: stranger,
      problem: 'the member was not shown',
      remedy: 'Give judgements that rank members they were shown.',
    });
  const odd = shownIds.length === answer.shownIds.length ? shownIds.find((id) => !shown.has(id)) : (answer.shownIds[0] ?? null);
  if (odd === undefined) return;
  throw new RankingError({
    code: 'UNMATCHED_JUDGEMENTS',
    field: 'answers',
    value: odd,
    problem: 'the answers are about different members',
    remedy: 'Merge judgements of one short list only.',
  });
}

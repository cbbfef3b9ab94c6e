import { RankingError } from '../ranking-error.js';
import { TrueSkillChain } from './true-skill-chain.js';
import type { TrueSkillModel, TrueSkillRatings } from './true-skill-model.js';

/**
 * Updates ratings, in place, by one list of candidates that were ranked without ties. O(list length · sweeps), at most 10 sweeps. A list of
 * one only adds τ; an empty one does nothing.
 *
 * Source: TrueSkill (Herbrich, Minka and Graepel, NIPS 2006), everybody a team of one; see {@link TrueSkillChain}.
 * @param order places in `ratings`, best first, each once.
 * @throws RankingError `UNKNOWN_ID` or `DUPLICATE_ID` for an order that is none, `INVALID_NUMBER` when the ratings are so far apart, measured
 * in their deviations, that the result is no number; the ratings are left as they were.
 */
export function rateRanking(ratings: TrueSkillRatings, order: ArrayLike<number>, model: TrueSkillModel): void {
  requireOrder(order, ratings.means.length);
  new TrueSkillChain(order.length).rate(ratings, order, model);
}

/**
 * Rates each candidate, in place, as having lost to an opponent that is not itself rated: for lists of which nothing is known but that
 * nobody in them is good enough. O(length).
 * @throws RankingError as {@link rateRanking}.
 */
export function rateAllAsBeatenBy(
  ratings: TrueSkillRatings,
  beaten: ArrayLike<number>,
  opponent: { readonly mean: number; readonly deviation: number },
  model: TrueSkillModel,
): void {
  requireOrder(beaten, ratings.means.length);
  const { means, deviations } = ratings;
  const pair = { means: new Float64Array(2), deviations: new Float64Array(2) };
  const chain = new TrueSkillChain(2);
  for (let i = 0; i < beaten.length; i++) {
    const place = beaten[i]!;
    pair.means.set([opponent.mean, means[place]!]);
    pair.deviations.set([opponent.deviation, deviations[place]!]);
    chain.rate(pair, [0, 1], model);
    means[place] = pair.means[1]!;
    deviations[place] = pair.deviations[1]!;
  }
}

function requireOrder(order: ArrayLike<number>, n: number): void {
  const seen = new Set<number>();
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!;
    if (!Number.isInteger(place) || place < 0 || place >= n)
      throw new RankingError({
        code: 'UNKNOWN_ID',
        field: 'order',
        value: place,
        problem: `there are ${n} ratings`,
        remedy: 'Give their places, from 0 up.',
      });
    if (seen.has(place))
      throw new RankingError({
        code: 'DUPLICATE_ID',
        field: 'order',
        value: place,
        problem: 'it occurs twice',
        remedy: 'Give each place once.',
      });
    seen.add(place);
  }
}

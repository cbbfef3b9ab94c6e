import { requireDistinct } from '../ranking-error.js';
import type { Aggregation } from './aggregator.js';

/**
 * The order that an aggregation says, best first: by value, highest first; ties by the place in `ties`, candidates that are not in it after
 * those that are; remaining ties by id. Candidates without a value come last, in the order of ties. O(n log n).
 * @param ties usually the stage-1 order, which is also the default where candidates were given in it.
 * @throws RankingError `DUPLICATE_ID` for an id that occurs twice in `ties`.
 */
export function orderOf(
  aggregation: Aggregation,
  ties: readonly string[] = aggregation.scores.map((score) => score.entityId),
): readonly string[] {
  requireDistinct('ties', ties);
  const places = new Map(ties.map((id, place) => [id, place]));
  return aggregation.scores
    .map(({ entityId, value }) => ({ entityId, value: value ?? -Infinity, place: places.get(entityId) ?? Infinity }))
    .sort((a, b) => compare(b.value, a.value) || compare(a.place, b.place) || (a.entityId < b.entityId ? -1 : 1))
    .map(({ entityId }) => entityId);
}

/** A difference of two infinities is no number, so they are compared. */
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

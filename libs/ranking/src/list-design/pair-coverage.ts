import { groupsOf } from '../aggregation/connected-groups.js';
import { RankingError, requireDistinct } from '../ranking-error.js';
import type { ShortLists } from './list-design.js';

/** What short lists let one compare. */
export interface PairCoverage {
  readonly candidates: number;
  readonly lists: number;
  /** Members of the shortest and of the longest list; null when there are no lists. */
  readonly listSizes: { readonly smallest: number; readonly largest: number } | null;
  /** Lists that the least and the most shown candidate are in; null when there are no candidates. */
  readonly exposures: { readonly smallest: number; readonly largest: number } | null;
  /** n·(n − 1)/2. */
  readonly pairs: number;
  /** `met[k]`: pairs that are together in exactly k lists; the last entry is not 0. Sums to `pairs`; empty when there are none. */
  readonly met: readonly number[];
  /** Share of the pairs that meet at least once; null when there are no pairs. */
  readonly coveredShare: number | null;
  /**
   * Components of the comparison graph (candidates that share a list are linked), largest first, members in the order of `candidates`.
   * Candidates of different components cannot be compared by judgements of these lists.
   */
  readonly components: readonly (readonly string[])[];
}

/**
 * Reports how evenly short lists compare candidates, whatever design made them. O(Σ |list|² + n) time; memory for the pairs that meet.
 * @param candidates ids, all different; those in no list count as never shown.
 * @throws RankingError `DUPLICATE_ID` for a candidate or a member that occurs twice, `UNKNOWN_ID` for a member that is no candidate.
 */
export function pairCoverage(lists: ShortLists, candidates: readonly string[]): PairCoverage {
  requireDistinct('candidates', candidates);
  const n = candidates.length;
  const placeOf = new Map(candidates.map((id, place) => [id, place]));
  const places = lists.map((list) => placesIn(list, placeOf));
  const exposures = new Int32Array(n);
  const meetings = new Map<number, number>();
  for (const list of places)
    for (const [i, a] of list.entries()) {
      exposures[a] = (exposures[a] as number) + 1;
      for (let j = 0; j < i; j++) {
        const b = list[j] as number;
        const pair = a < b ? a * n + b : b * n + a;
        meetings.set(pair, (meetings.get(pair) ?? 0) + 1);
      }
    }
  const pairs = n < 2 ? 0 : (n * (n - 1)) / 2;
  return {
    candidates: n,
    lists: lists.length,
    listSizes: extremes(lists.map((list) => list.length)),
    exposures: extremes(exposures),
    pairs,
    met: histogram(meetings.values(), pairs),
    coveredShare: pairs === 0 ? null : meetings.size / pairs,
    components: components(places, n).map((group) => Array.from(group, (place) => candidates[place] as string)),
  };
}

function placesIn(list: readonly string[], placeOf: ReadonlyMap<string, number>): readonly number[] {
  requireDistinct('lists', list);
  return list.map((id) => {
    const place = placeOf.get(id);
    if (place !== undefined) return place;
    throw new RankingError({
      code: 'UNKNOWN_ID',
      field: 'lists',
      value: id,
      problem: 'the member is no candidate',
      remedy: 'Give the candidates that the lists were made of.',
    });
  });
}

function components(places: readonly (readonly number[])[], n: number): readonly Int32Array[] {
  const offsets = new Int32Array(places.length + 1);
  places.forEach((list, i) => (offsets[i + 1] = (offsets[i] as number) + list.length));
  return groupsOf(n, offsets, Int32Array.from(places.flat()), new Uint8Array(places.length)).groups;
}

function histogram(meetings: Iterable<number>, pairs: number): number[] {
  if (pairs === 0) return [];
  const met = [pairs];
  for (const times of meetings) {
    while (met.length <= times) met.push(0);
    met[0] = (met[0] as number) - 1;
    met[times] = (met[times] as number) + 1;
  }
  return met;
}

function extremes(values: Iterable<number>): { smallest: number; largest: number } | null {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of values) [smallest, largest] = [Math.min(smallest, value), Math.max(largest, value)];
  return smallest === Infinity ? null : { smallest, largest };
}

import type { Judgement } from '../judging/judgement.js';
import type { JudgementIndex } from './judgement-index.js';

/** Rankings as numbers, in rows one after the other: row r holds the entries `offsets[r]` … `offsets[r + 1] − 1`, best first. */
export interface ThurstoneRows {
  readonly offsets: Int32Array;
  /** Parameter of each entry: a candidate, or after the last candidate the anchor. */
  readonly items: Int32Array;
  /** Where the entry stood when it was shown: from +½ (first) to −½ (last); 0 where the order shown has no part in it. */
  readonly places: Float64Array;
  /** Members of the longest row. */
  readonly longest: number;
}

/**
 * Judgements as rows for candidates 0 … n − 1 and the anchor n. A complete or partial judgement is one row of what it ranked. "None belong" says
 * of each member by itself that it lost to the anchor, an imaginary member that only just belongs: a row of two each. A malformed judgement and
 * one that ranked a single member say nothing. O(total list length).
 * @param index of the same judgements.
 * @param withPlaces false: the places shown are left at 0, so that no effect of the place is fitted.
 */
export function thurstoneRows(index: JudgementIndex, judgements: readonly Judgement[], withPlaces = true): ThurstoneRows {
  const anchor = index.candidates.length;
  const ends: number[] = [];
  const items: number[] = [];
  const places: number[] = [];
  let longest = 0;
  const close = () => {
    longest = Math.max(longest, items.length - (ends.at(-1) ?? 0));
    ends.push(items.length);
  };
  judgements.forEach(({ shownIds }, j) => {
    const [start, end] = [index.offsets[j]!, index.offsets[j + 1]!];
    if (index.noneBelong[j] === 1) {
      for (let at = start; at < end; at++) {
        items.push(anchor, index.members[at]!);
        places.push(0, 0);
        close();
      }
    } else if (end - start > 1) {
      for (let at = start; at < end; at++) {
        items.push(index.members[at]!);
        places.push(withPlaces ? 0.5 - index.shownAt[at]! / (shownIds.length - 1) : 0);
      }
      close();
    }
  });
  return { offsets: Int32Array.from([0, ...ends]), items: Int32Array.from(items), places: Float64Array.from(places), longest };
}

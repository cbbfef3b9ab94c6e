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
  const { offsets: starts, members, shownAt, noneBelong } = index;
  const anchor = index.candidates.length;
  const lengths = judgements.map((_, j) => starts[j + 1]! - starts[j]!);
  const rows = lengths.map((length, j) => (noneBelong[j] === 1 ? length : Number(length > 1)));
  const entries = lengths.map((length, j) => (noneBelong[j] === 1 ? 2 * length : length > 1 ? length : 0));
  const offsets = new Int32Array(sum(rows) + 1);
  const items = new Int32Array(sum(entries));
  const places = new Float64Array(items.length);
  let [row, entry, longest] = [0, 0, 0];
  const close = () => {
    longest = Math.max(longest, entry - offsets[row]!);
    offsets[++row] = entry;
  };
  judgements.forEach(({ shownIds }, j) => {
    if (rows[j] === 0) return;
    for (let at = starts[j]!; at < starts[j + 1]!; at++) {
      if (noneBelong[j] === 1) items[entry++] = anchor;
      else if (withPlaces) places[entry] = 0.5 - shownAt[at]! / (shownIds.length - 1);
      items[entry++] = members[at]!;
      if (noneBelong[j] === 1) close();
    }
    if (noneBelong[j] !== 1) close();
  });
  return { offsets, items, places, longest };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

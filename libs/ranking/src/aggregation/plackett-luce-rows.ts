import type { JudgementIndex } from './judgement-index.js';
import type { Judgement } from '../judging/judgement.js';
import type { RankingRows } from './plackett-luce-likelihood.js';

/**
 * Judgements as rows of a Plackett–Luce likelihood with the parameters 0 … n − 1 for the candidates and n for the anchor.
 * A complete or partial judgement is one row of what it ranked. "None belong" is a row in which the anchor, an imaginary member that only just
 * belongs, comes before all that were shown, whose order among themselves says nothing. A malformed judgement gives no row.
 * @param index of the same judgements.
 * @param withPlaces false: the places shown are left at 0, so that no effect of the place is fitted. O(total list length).
 */
export function plackettLuceRows(index: JudgementIndex, judgements: readonly Judgement[], withPlaces = true): RankingRows {
  const anchor = index.candidates.length;
  const rowOf = judgements.map((_, j) => {
    const members = (index.offsets[j + 1] as number) - (index.offsets[j] as number);
    return index.noneBelong[j] === 1 ? members + 1 : members > 1 ? members : 0;
  });
  const used = rowOf.flatMap((entries, j) => (entries > 0 ? [j] : []));
  const total = rowOf.reduce((sum, entries) => sum + entries, 0);
  const offsets = new Int32Array(used.length + 1);
  const stages = new Int32Array(used.length);
  const items = new Int32Array(total);
  const places = new Float64Array(total);
  let entry = 0;
  used.forEach((j, row) => {
    const { shownIds } = judgements[j] as Judgement;
    const none = index.noneBelong[j] === 1;
    if (none) items[entry++] = anchor;
    for (let at = index.offsets[j] as number; at < (index.offsets[j + 1] as number); at++) {
      items[entry] = index.members[at] as number;
      if (!none && withPlaces) places[entry] = 0.5 - (index.shownAt[at] as number) / (shownIds.length - 1);
      entry++;
    }
    offsets[row + 1] = entry;
    stages[row] = none ? 1 : (rowOf[j] as number) - 1;
  });
  return { offsets, stages, items, places };
}

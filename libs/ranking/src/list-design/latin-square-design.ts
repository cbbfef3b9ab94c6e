import { RankingError } from '../ranking-error.js';
import { requireDesignInput, requireDesignSettings, type DesignSettings, type ListDesign } from './list-design.js';

/**
 * Latin-square design: the candidates stand in the cells (i, j) of a square of side v, and a list is a line of it. There are r classes of v
 * lines: the rows, and for each slope k = 0 … r − 2 the cells with equal (k·i + j) mod v; k = 0 are the columns, k = 1 the symbols of a Latin
 * square. Every candidate is in exactly r lists, list sizes differ by at most one, and two candidates are never in more than one list.
 *
 * n = v² fills the square. Any other n takes the smallest square that fits (see {@link latinSquareSide}) and leaves cells empty: only the
 * first n cells along the lines of slope r − 1 are used, a class that is no list, so that every list loses as many cells as any other.
 * n ≤ L needs no square: all candidates are in each of r lists.
 *
 * Source: JointRank (Dedov 2025, arXiv 2506.22262), which has rows and columns of a full square (r = 2); Bose and Shimamoto 1952 for the
 * design (L_r association scheme). The other n and r are ours. O(r·n).
 * @throws RankingError `INVALID_SETTING`, `DUPLICATE_ID`; `DESIGN_IMPOSSIBLE` when no square gives lists of two or more.
 */
export const latinSquareDesign: ListDesign = {
  name: 'latin-square',
  count: (candidates, settings) => {
    requireDesignSettings(candidates, settings);
    return settings.listsPerCandidate * listsOfClass(candidates, settings);
  },
  lists: (candidates, settings, prng) => {
    requireDesignInput(candidates, settings);
    const side = listsOfClass(candidates.length, settings);
    const inOrder = prng.shuffled(candidates);
    return Array.from({ length: settings.listsPerCandidate }, (_, lineClass) => {
      const lines: string[][] = Array.from({ length: side }, () => []);
      inOrder.forEach((id, place) => lines[side < 2 ? 0 : lineOf(place, lineClass, side, settings.listsPerCandidate)]?.push(id));
      return lines.map((line) => prng.shuffled(line));
    }).flat();
  },
};

/**
 * v: the smallest whole number with v² ≥ n and ⌈n / v⌉ ≤ L whose square has r classes of lines, each two of which cross in exactly one cell,
 * and one class more to leave cells empty along when n < v². Lines of slopes k and k′ cross once when k − k′ and v have no common divisor:
 * v must not be divisible by any number from 2 to r − 1 (to r − 2 when n = v²).
 * @throws RankingError `DESIGN_IMPOSSIBLE` when such a square would leave a list with fewer than two members.
 */
export function latinSquareSide(candidates: number, settings: DesignSettings): number {
  const { listLength, listsPerCandidate } = settings;
  let side = Math.max(Math.ceil(Math.sqrt(candidates)), Math.ceil(candidates / listLength));
  for (; candidates >= 2 * side; side++) {
    const steepest = side * side === candidates ? listsPerCandidate - 2 : listsPerCandidate - 1;
    if (!hasDivisorUpTo(side, steepest)) return side;
  }
  throw new RankingError({
    code: 'DESIGN_IMPOSSIBLE',
    field: 'listsPerCandidate',
    value: listsPerCandidate,
    problem: `no Latin square puts ${candidates} candidates into so many lists each of 2 to ${listLength} members without a pair that meets twice`,
    remedy: 'Give fewer lists a candidate, or take the balanced design.',
  });
}

function listsOfClass(candidates: number, settings: DesignSettings): number {
  if (candidates < 2 || settings.listsPerCandidate === 0) return 0;
  return candidates <= settings.listLength ? 1 : latinSquareSide(candidates, settings);
}

/** Which line of a class holds the cell: class 0 is the rows, class k + 1 the lines of slope k. */
function lineOf(place: number, lineClass: number, side: number, classes: number): number {
  const row = place % side;
  if (lineClass === 0) return row;
  // The cell is on line c of slope s = r − 1, so j ≡ c − s·i, and k·i + j ≡ c − (s − k)·i.
  const emptySlope = classes - 1;
  const line = (Math.floor(place / side) - (emptySlope - (lineClass - 1)) * row) % side;
  return line < 0 ? line + side : line;
}

function hasDivisorUpTo(value: number, limit: number): boolean {
  for (let divisor = 2; divisor <= limit; divisor++) if (value % divisor === 0) return true;
  return false;
}

import { requireWhole } from '../ranking-error.js';
import { requireDesignInput, requireDesignSettings, type DesignSettings, type ListDesign } from './list-design.js';

/** How rows of the stage-1 order are dealt to the groups. */
export type Dealing = 'snake' | 'straight';

/**
 * Deals candidates in stage-1 order to groups, row by row: the first G candidates one to each group, then the next G, and so on. Every group
 * gets one of each row, strong and weak alike; group sizes differ by at most one. Straight dealing (TourRank, Chen et al. 2024,
 * arXiv 2406.11678) gives the first group the best of every row; the snake turns round at the end of each row, as draws for sports
 * tournaments do, so that the places of the groups sum up more evenly.
 * @param groupCount G ≥ 1. @returns G groups, each in stage-1 order; empty ones when there are fewer candidates. O(n).
 * @throws RankingError `INVALID_SETTING`.
 */
export function dealGroups(candidates: readonly string[], groupCount: number, dealing: Dealing = 'snake'): readonly (readonly string[])[] {
  requireWhole('groupCount', groupCount, 1);
  const groups: string[][] = Array.from({ length: groupCount }, () => []);
  candidates.forEach((id, place) => {
    const column = place % groupCount;
    const turned = dealing === 'snake' && Math.floor(place / groupCount) % 2 === 1;
    groups[turned ? groupCount - 1 - column : column]?.push(id);
  });
  return groups;
}

/**
 * Tournament groups: ⌈n / L⌉ groups dealt from the stage-1 order by the snake, members in random order. For r > 1 the draw is repeated with
 * each row shuffled first: groups change, but each still has one of every row. Every candidate is in exactly r lists, list sizes differ by at
 * most one. With L = 2 and an odd n one list of each draw has one member. Two candidates of the same row never meet.
 * (TourRank repeats the same groups with members shuffled; then no new pairs would meet.) O(r·n).
 * @throws RankingError `INVALID_SETTING` or `DUPLICATE_ID`.
 */
export const tournamentGroupDesign: ListDesign = {
  name: 'tournament-groups',
  count: (candidates, settings) => {
    requireDesignSettings(candidates, settings);
    return settings.listsPerCandidate * groupsOfDraw(candidates, settings);
  },
  lists: (candidates, settings, prng) => {
    requireDesignInput(candidates, settings);
    const groupCount = groupsOfDraw(candidates.length, settings);
    if (groupCount === 0) return [];
    const rows = Array.from({ length: Math.ceil(candidates.length / groupCount) }, (_, row) =>
      candidates.slice(row * groupCount, (row + 1) * groupCount),
    );
    return Array.from({ length: settings.listsPerCandidate }, (_, draw) => {
      const inOrder = draw === 0 ? candidates : rows.flatMap((row) => prng.shuffled(row));
      return dealGroups(inOrder, groupCount).map((group) => prng.shuffled(group));
    }).flat();
  },
};

const groupsOfDraw = (candidates: number, settings: DesignSettings): number =>
  candidates < 2 ? 0 : Math.ceil(candidates / settings.listLength);

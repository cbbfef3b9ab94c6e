import { cutEvenly, requireDesignInput, requireDesignSettings, type DesignSettings, type ListDesign } from './list-design.js';

/**
 * Random design: the candidates are shuffled r times, and each shuffle is cut into ⌈n / L⌉ lists.
 * Every candidate is in exactly r lists (one a shuffle), list sizes differ by at most one, and nothing is done about pairs: it is the
 * measure for designs that do. With L = 2 and an odd n one list of each shuffle has one member.
 * O(r·n). @throws RankingError `INVALID_SETTING` or `DUPLICATE_ID`.
 */
export const randomDesign: ListDesign = {
  name: 'random',
  count: (candidates, settings) => {
    requireDesignSettings(candidates, settings);
    return settings.listsPerCandidate * listsOfShuffle(candidates, settings);
  },
  lists: (candidates, settings, prng) => {
    requireDesignInput(candidates, settings);
    const parts = listsOfShuffle(candidates.length, settings);
    return Array.from({ length: settings.listsPerCandidate }, () => cutEvenly(prng.shuffled(candidates), parts)).flat();
  },
};

const listsOfShuffle = (candidates: number, settings: DesignSettings): number =>
  candidates < 2 ? 0 : Math.ceil(candidates / settings.listLength);

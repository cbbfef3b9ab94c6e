import type { Prng } from '../random/prng.js';
import { requireDistinct, requireWhole } from '../ranking-error.js';

/** Short lists of candidate ids. The order within a list is the order in which the judge sees it. */
export type ShortLists = readonly (readonly string[])[];

export interface DesignSettings {
  /** L: the most members of a list, ≥ 2. */
  readonly listLength: number;
  /** r: in how many lists a candidate is shown, ≥ 0; how exactly it is kept is said by each design. */
  readonly listsPerCandidate: number;
}

/**
 * A way to put candidates into short lists that are all known before the first is judged.
 *
 * All designs agree on the edges: fewer than two candidates or r = 0 give no lists; a list longer than the number of candidates holds all of
 * them; a list never holds a candidate twice; the same candidates, settings and generator give the same lists.
 */
export interface ListDesign {
  readonly name: string;
  /**
   * How many lists `lists` will make of that many candidates: what plans and estimates use.
   * @throws RankingError just where `lists` does, but for ids that occur twice.
   */
  count(candidates: number, settings: DesignSettings): number;
  /**
   * @param candidates ids in stage-1 order, best first, all different.
   * @throws RankingError `INVALID_SETTING`, `DUPLICATE_ID`; `DESIGN_IMPOSSIBLE` when the design cannot keep what it promises.
   */
  lists(candidates: readonly string[], settings: DesignSettings, prng: Prng): ShortLists;
}

/** @throws RankingError `INVALID_SETTING` unless n ≥ 0, L ≥ 2 and r ≥ 0 are whole numbers. */
export function requireDesignSettings(candidates: number, settings: DesignSettings): void {
  requireWhole('candidates', candidates, 0);
  requireWhole('listLength', settings.listLength, 2);
  requireWhole('listsPerCandidate', settings.listsPerCandidate, 0);
}

/** What every design checks first. @throws RankingError `INVALID_SETTING` or `DUPLICATE_ID`. */
export function requireDesignInput(candidates: readonly string[], settings: DesignSettings): void {
  requireDesignSettings(candidates.length, settings);
  requireDistinct('candidates', candidates);
}

/** Cuts items into that many consecutive parts whose sizes differ by at most one. O(items). */
export function cutEvenly<T>(items: readonly T[], parts: number): T[][] {
  const edge = (part: number): number => Math.floor((part * items.length) / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(edge(part), edge(part + 1)));
}

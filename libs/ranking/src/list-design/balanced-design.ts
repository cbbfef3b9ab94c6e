import type { Prng } from '../random/prng.js';

/** How many short lists a balanced design of n candidates takes: ⌈n·r / L⌉, where lists are never longer than n. */
export function countShortLists(candidates: number, listLength: number, listsPerCandidate: number): number {
  if (candidates < 2 || listsPerCandidate === 0) return 0;
  return Math.ceil((candidates * listsPerCandidate) / Math.min(listLength, candidates));
}

/**
 * Balanced short lists: every candidate is in exactly r lists, never twice in one, list sizes differ by at most one, pairs are spread
 * greedily as evenly as they can be, and every list is in random order.
 * The next member of a list is the candidate with the most exposures still owed (which keeps the design feasible: Gale–Ryser), among those
 * the one least often seen with the members already there, among those a random one.
 * @param candidates ids, all different. @param listLength L ≥ 2. @param listsPerCandidate r ≥ 0.
 * @returns `countShortLists` lists; none for fewer than two candidates. O(lists · L² · n).
 */
export function balancedShortLists(
  candidates: readonly string[],
  listLength: number,
  listsPerCandidate: number,
  prng: Prng,
): readonly (readonly string[])[] {
  if (!Number.isInteger(listLength) || listLength < 2)
    throw new RangeError(`balancedShortLists: the list length must be a whole number of at least 2, got ${listLength}.`);
  if (!Number.isInteger(listsPerCandidate) || listsPerCandidate < 0)
    throw new RangeError(`balancedShortLists: the lists per candidate must be a whole number of at least 0, got ${listsPerCandidate}.`);
  const n = candidates.length;
  const listCount = countShortLists(n, listLength, listsPerCandidate);
  const owed = new Array<number>(n).fill(listsPerCandidate);
  const together = new Uint16Array(n * n);
  const slots = n * listsPerCandidate;
  return Array.from({ length: listCount }, (_, index) => {
    const size = Math.floor(((index + 1) * slots) / listCount) - Math.floor((index * slots) / listCount);
    const members: number[] = [];
    const order = prng.shuffled(Array.from({ length: n }, (__, i) => i));
    while (members.length < size) {
      let best = -1;
      let bestMeetings = 0;
      for (const candidate of order) {
        if ((owed[candidate] as number) === 0 || members.includes(candidate)) continue;
        const meetings = members.reduce((sum, member) => sum + (together[candidate * n + member] as number), 0);
        const lead = best < 0 ? 1 : (owed[candidate] as number) - (owed[best] as number);
        if (lead > 0 || (lead === 0 && meetings < bestMeetings)) [best, bestMeetings] = [candidate, meetings];
      }
      for (const member of members) {
        together[best * n + member] = (together[best * n + member] as number) + 1;
        together[member * n + best] = (together[member * n + best] as number) + 1;
      }
      members.push(best);
      owed[best] = (owed[best] as number) - 1;
    }
    return prng.shuffled(members).map((member) => candidates[member] as string);
  });
}

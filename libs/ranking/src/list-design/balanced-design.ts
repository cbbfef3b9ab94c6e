import type { Prng } from '../random/prng.js';
import { requireDesignInput, requireDesignSettings, type ListDesign, type ShortLists } from './list-design.js';

/**
 * How many short lists a balanced design of n candidates takes: ⌈n·r / L⌉, where lists are never longer than n. O(1).
 * @throws RankingError `INVALID_SETTING` for n < 0, L < 2, r < 0 or numbers that are not whole.
 */
export function countShortLists(candidates: number, listLength: number, listsPerCandidate: number): number {
  requireDesignSettings(candidates, { listLength, listsPerCandidate });
  if (candidates < 2 || listsPerCandidate === 0) return 0;
  return Math.ceil((candidates * listsPerCandidate) / Math.min(listLength, candidates));
}

/**
 * Balanced short lists: every candidate is in exactly r lists, never twice in one, list sizes differ by at most one, pairs are spread
 * greedily as evenly as they can be, and every list is in random order.
 * The next member of a list is the candidate with the most exposures still owed (which keeps the design feasible: Gale–Ryser), among those
 * the one least often seen with the members already there, among those a random one. With L = 2 and an odd n·r one list has one member.
 * @param candidates ids, all different. @param listLength L ≥ 2. @param listsPerCandidate r ≥ 0.
 * @returns `countShortLists` lists; none for fewer than two candidates. O(r·n²) time, O(r·n) memory.
 * @throws RankingError `INVALID_SETTING` or `DUPLICATE_ID`.
 */
export function balancedShortLists(candidates: readonly string[], listLength: number, listsPerCandidate: number, prng: Prng): ShortLists {
  requireDesignInput(candidates, { listLength, listsPerCandidate });
  const n = candidates.length;
  const listCount = countShortLists(n, listLength, listsPerCandidate);
  const slots = n * listsPerCandidate;
  const owed = new Int32Array(n).fill(listsPerCandidate);
  // The lists that a candidate is already in: with them, meetings are counted without a table of all pairs.
  const listsOf: number[][][] = Array.from({ length: n }, () => []);
  return Array.from({ length: listCount }, (_, index) => {
    const size = Math.floor(((index + 1) * slots) / listCount) - Math.floor((index * slots) / listCount);
    const order = prng.shuffled(Array.from({ length: n }, (__, i) => i));
    const meetings = new Int32Array(n);
    const isMember = new Uint8Array(n);
    const members: number[] = [];
    while (members.length < size) {
      const next = nextMember(order, owed, meetings, isMember);
      for (const list of listsOf[next] as number[][]) for (const other of list) meetings[other] = (meetings[other] as number) + 1;
      isMember[next] = 1;
      members.push(next);
      owed[next] = (owed[next] as number) - 1;
    }
    for (const member of members) listsOf[member]?.push(members);
    return prng.shuffled(members).map((member) => candidates[member] as string);
  });
}

/** The balanced design behind the common interface. */
export const balancedDesign: ListDesign = {
  name: 'balanced',
  count: (candidates, { listLength, listsPerCandidate }) => countShortLists(candidates, listLength, listsPerCandidate),
  lists: (candidates, { listLength, listsPerCandidate }, prng) => balancedShortLists(candidates, listLength, listsPerCandidate, prng),
};

/** The first in `order` with the most owed and, among those, the fewest meetings with the members. */
function nextMember(order: readonly number[], owed: Int32Array, meetings: Int32Array, isMember: Uint8Array): number {
  let best = -1;
  let [bestOwed, bestMeetings] = [0, 0];
  for (const candidate of order) {
    const candidateOwed = owed[candidate] as number;
    if (candidateOwed < bestOwed || candidateOwed === 0 || isMember[candidate] === 1) continue;
    const candidateMeetings = meetings[candidate] as number;
    if (candidateOwed === bestOwed && candidateMeetings >= bestMeetings) continue;
    [best, bestOwed, bestMeetings] = [candidate, candidateOwed, candidateMeetings];
  }
  return best;
}

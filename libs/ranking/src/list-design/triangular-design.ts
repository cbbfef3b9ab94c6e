import { RankingError } from '../ranking-error.js';
import { requireDesignInput, requireDesignSettings, type DesignSettings, type ListDesign } from './list-design.js';

/**
 * Triangular design: the candidates are the edges of a graph with v vertices and the lists are its vertices; a list holds the edges that end
 * there. Every candidate is in exactly two lists, and two candidates are in at most one list together, since two edges share at most one end.
 *
 * n = v·(v − 1)/2 is the complete graph, the design of the literature with lists of v − 1. Any other n takes the fewest vertices that have
 * room for n edges and for which no list grows longer than L, and a connected graph whose degrees differ by at most one: list sizes do too.
 * r = 4, 6, … repeats the design with new random places; then a pair may meet once in each repetition. n ≤ L needs no graph: all candidates
 * are in each of r lists.
 *
 * Source: JointRank (Dedov 2025, arXiv 2506.22262) for the complete graph; Bose and Shimamoto 1952 for the design (triangular association
 * scheme). The other n are ours. O(r·n).
 * @throws RankingError `INVALID_SETTING`, `DUPLICATE_ID`; `DESIGN_IMPOSSIBLE` for an odd r: an edge has two ends.
 */
export const triangularDesign: ListDesign = {
  name: 'triangular',
  count: (candidates, settings) => {
    requireDesignSettings(candidates, settings);
    return listsOfDesign(candidates, settings);
  },
  lists: (candidates, settings, prng) => {
    requireDesignInput(candidates, settings);
    const count = listsOfDesign(candidates.length, settings);
    if (candidates.length <= settings.listLength) return Array.from({ length: count }, () => prng.shuffled(candidates));
    const repetitions = settings.listsPerCandidate / 2;
    const edges = evenEdges(candidates.length, count / repetitions);
    return Array.from({ length: repetitions }, () => {
      const lists: string[][] = Array.from({ length: count / repetitions }, () => []);
      prng.shuffled(candidates).forEach((id, i) => {
        for (const vertex of edges[i] ?? []) lists[vertex]?.push(id);
      });
      return lists.map((list) => prng.shuffled(list));
    }).flat();
  },
};

/** v: the fewest vertices with v·(v − 1)/2 ≥ n whose degrees need not exceed L. */
export function triangularVertices(candidates: number, listLength: number): number {
  let vertices = Math.max(2, Math.ceil((2 * candidates) / listLength));
  while ((vertices * (vertices - 1)) / 2 < candidates) vertices++;
  return vertices;
}

function listsOfDesign(candidates: number, settings: DesignSettings): number {
  const { listLength, listsPerCandidate } = settings;
  if (listsPerCandidate % 2 !== 0)
    throw new RankingError({
      code: 'DESIGN_IMPOSSIBLE',
      field: 'listsPerCandidate',
      value: listsPerCandidate,
      problem: 'a triangular design shows each candidate twice, or twice in each of its repetitions',
      remedy: 'Give an even number, or take the Latin-square or the balanced design.',
    });
  if (candidates < 2 || listsPerCandidate === 0) return 0;
  return candidates <= listLength ? listsPerCandidate : (listsPerCandidate / 2) * triangularVertices(candidates, listLength);
}

/**
 * That many edges of a graph whose degrees differ by at most one, and which is connected when there are at least as many edges as vertices.
 * The vertices stand on a circle. All edges over the same distance d < v/2 give every vertex two ends; of one distance only a part is taken:
 * of distance 1 every second edge first, or of distance v/2 (which gives one end a vertex) when all other distances are used up.
 */
function evenEdges(count: number, vertices: number): readonly (readonly [number, number])[] {
  const over = (distance: number) => Array.from({ length: vertices }, (_, i): [number, number] => [i, (i + distance) % vertices]);
  const whole = Math.floor(count / vertices);
  const rest = count - whole * vertices;
  if (rest === 0) return distances(1, whole).flatMap(over);
  if (whole === Math.floor((vertices - 1) / 2)) return [...distances(1, whole).flatMap(over), ...over(vertices / 2).slice(0, rest)];
  const ring = over(1);
  const everySecond = [...ring.filter((_, i) => i % 2 === 0), ...ring.filter((_, i) => i % 2 === 1)];
  return [...distances(2, whole).flatMap(over), ...everySecond.slice(0, rest)];
}

const distances = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

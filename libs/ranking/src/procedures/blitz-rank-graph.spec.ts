import fc from 'fast-check';
import { PreferenceGraph } from './blitz-rank-graph.js';

const SIZE = 40; // more than the bits of a word

type Addition = { readonly kind: 'order' | 'tie'; readonly places: readonly number[] };
const additions: fc.Arbitrary<Addition[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('order' as const, 'order' as const, 'order' as const, 'tie' as const),
    places: fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 6 }),
  }),
  { maxLength: 25 },
);

function graphOf(list: readonly Addition[]): PreferenceGraph {
  const graph = new PreferenceGraph(SIZE);
  for (const { kind, places } of list) {
    if (kind === 'order') graph.addOrder(places);
    else graph.addTie(places);
  }
  return graph;
}

/** The transitive closure by Warshall's three loops over plain booleans. */
function closure(list: readonly Addition[]): boolean[][] {
  const better = Array.from({ length: SIZE }, () => new Array<boolean>(SIZE).fill(false));
  for (const { kind, places } of list)
    places.forEach((a, i) =>
      places.forEach((b, j) => {
        if (kind === 'order' ? i < j : places.length > 1) better[a]![b] = true;
      }),
    );
  for (let via = 0; via < SIZE; via++)
    for (let a = 0; a < SIZE; a++) if (better[a]![via]) for (let b = 0; b < SIZE; b++) better[a]![b] ||= better[via]![b]!;
  return better;
}

describe('PreferenceGraph', () => {
  it('knows exactly what follows from the orders and ties it was given', () => {
    fc.assert(
      fc.property(additions, (list) => {
        const [graph, better] = [graphOf(list), closure(list)];
        expect(better.map((row, a) => row.map((_, b) => graph.isBetter(a, b)))).toEqual(better);
      }),
      { numRuns: 60 },
    );
  });

  it('counts those above, below and in the tier of everybody, at any time', () => {
    fc.assert(
      fc.property(additions, fc.nat(25), (list, half) => {
        const graph = graphOf(list.slice(0, half));
        graph.standings(); // what is kept from here on must not outlive what is added
        for (const { kind, places } of list.slice(half)) {
          if (kind === 'order') graph.addOrder(places);
          else graph.addTie(places);
        }
        const better = closure(list);
        const all = better.map((_, place) => place);
        const expected = all.map((a) => {
          const equals = all.filter((b) => b === a || (better[a]![b] && better[b]![a]));
          const below = all.filter((b) => better[a]![b] && !equals.includes(b));
          const above = all.filter((b) => better[b]![a] && !equals.includes(b));
          return {
            place: a,
            better: above.length,
            worse: below.length,
            tier: equals.length,
            leader: Math.min(...equals),
            firstReached: Math.min(...equals, ...below),
            settled: above.length + below.length + equals.length === SIZE,
          };
        });
        expect(graph.standings()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('says whether it was told something new', () => {
    const graph = new PreferenceGraph(5);
    expect(graph.addOrder([0, 1, 2])).toBe(true);
    expect(graph.addOrder([0, 2])).toBe(false);
    expect(graph.addOrder([3])).toBe(false);
    expect(graph.addTie([4])).toBe(false);
    expect(graph.addTie([3, 4])).toBe(true);
    expect(graph.addTie([4, 3])).toBe(false);
    expect(graph.addOrder([2, 0])).toBe(true);
  });

  it('holds nobody', () => {
    expect(new PreferenceGraph(0).standings()).toEqual([]);
  });
});

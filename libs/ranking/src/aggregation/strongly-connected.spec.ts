import fc from 'fast-check';
import { stronglyConnected, type DirectedGraph } from './strongly-connected.js';

function graphOf(n: number, edges: readonly (readonly [number, number])[]): DirectedGraph {
  const rows = Array.from({ length: n }, (_, from) => edges.filter((edge) => edge[0] === from).map((edge) => edge[1]));
  const starts = Int32Array.of(0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length));
  return { starts, targets: Int32Array.from(rows.flat()) };
}

describe('stronglyConnected', () => {
  it('puts two places together just when each is reached from the other, and numbers against the direction of the edges', () => {
    const n = 7;
    const place = fc.integer({ min: 0, max: n - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 16 }), (edges) => {
        const reach = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => i === j));
        for (const [from, to] of edges) reach[from]![to] = true;
        for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) reach[i]![j] ||= reach[i]![k]! && reach[k]![j]!;
        const { componentOf, count } = stronglyConnected(graphOf(n, edges));
        expect(new Set(componentOf).size).toBe(count);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            expect(componentOf[i] === componentOf[j]).toBe(reach[i]![j]! && reach[j]![i]!);
            if (reach[i]![j]) expect(componentOf[i]).toBeGreaterThanOrEqual(componentOf[j] as number);
          }
        }
      }),
    );
  });

  it('follows a path of 50,000 edges without running out of stack', () => {
    const n = 50_000;
    const starts = Int32Array.from({ length: n + 1 }, (_, i) => Math.min(i, n - 1));
    const targets = Int32Array.from({ length: n - 1 }, (_, i) => i + 1);
    expect(stronglyConnected({ starts, targets }).count).toBe(n);
  });
});

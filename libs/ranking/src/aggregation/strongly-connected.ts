import type { PairwiseCounts } from './pairwise-counts.js';

/** A directed graph: the edges of place i lead to `targets[starts[i]]` … `targets[starts[i + 1] − 1]`. */
export interface DirectedGraph {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/**
 * The graph with an edge from winner to loser wherever `beats` says so.
 * @param beats is asked both ways about each pair that met: whether that many wins against that many losses make an edge.
 * O(candidates + pairs).
 */
export function winnersGraph(counts: PairwiseCounts, beats: (wins: number, losses: number) => boolean): DirectedGraph {
  const n = counts.starts.length - 1;
  const starts = new Int32Array(n + 1);
  eachEdge(counts, beats, (from) => starts[from + 1]!++);
  for (let place = 0; place < n; place++) starts[place + 1]! += starts[place]!;
  const next = starts.slice(0, n);
  const targets = new Int32Array(starts[n]!);
  eachEdge(counts, beats, (from, to) => (targets[next[from]!++] = to));
  return { starts, targets };
}

function eachEdge(
  { starts, others, wins, losses }: PairwiseCounts,
  beats: (wins: number, losses: number) => boolean,
  visit: (from: number, to: number) => void,
): void {
  for (let a = 0; a + 1 < starts.length; a++) {
    for (let pair = starts[a]!; pair < starts[a + 1]!; pair++) {
      const [b, won, lost] = [others[pair]!, wins[pair]!, losses[pair]!];
      if (beats(won, lost)) visit(a, b);
      if (beats(lost, won)) visit(b, a);
    }
  }
}

/**
 * Strongly connected components: by place, the number of its component. Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM
 * Journal on Computing 1(2), 1972, with a stack of its own in place of recursion. O(places + edges).
 * @returns `count`, and component numbers 0 … count − 1 such that edges between components lead from a higher to a lower number.
 */
export function stronglyConnected({ starts, targets }: DirectedGraph): { readonly componentOf: Int32Array; readonly count: number } {
  const n = starts.length - 1;
  const componentOf = new Int32Array(n).fill(-1);
  const [discovered, lowest] = [new Int32Array(n).fill(-1), new Int32Array(n)];
  const edge = starts.slice(0, n);
  const [path, open] = [[] as number[], [] as number[]];
  let [clock, count] = [0, 0];
  const enter = (place: number): void => {
    discovered[place] = lowest[place] = clock++;
    path.push(place);
    open.push(place);
  };
  for (let root = 0; root < n; root++) {
    if (discovered[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const place = path.at(-1) as number;
      if (edge[place]! < starts[place + 1]!) {
        const target = targets[edge[place]!++]!;
        if (discovered[target] === -1) enter(target);
        else if (componentOf[target] === -1) lowest[place] = Math.min(lowest[place]!, discovered[target]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent]!, lowest[place]!);
      if (lowest[place] !== discovered[place]) continue;
      let member: number;
      do {
        member = open.pop() as number;
        componentOf[member] = count;
      } while (member !== place);
      count++;
    }
  }
  return { componentOf, count };
}

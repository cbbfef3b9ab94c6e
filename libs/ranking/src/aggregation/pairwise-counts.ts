import type { JudgementIndex } from './judgement-index.js';

/**
 * Who beat whom how often, over the pairs that met. The pairs of candidate i with later candidates are the entries `starts[i]` …
 * `starts[i + 1] − 1`; the other one is `others[p]` > i.
 */
export interface PairwiseCounts {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  /** By pair: how often the earlier candidate was put before the later one. */
  readonly wins: Int32Array;
  /** By pair: how often the later candidate was put before the earlier one. */
  readonly losses: Int32Array;
}

/** A table of n² / 2 cells is worth its memory while at least this share of it is written to. */
const FILLED_ENOUGH = 1 / 2;

/**
 * Breaks rankings into pairs: a ranking of L members is L(L − 1) / 2 comparisons. Judgements that say "none belong" give none.
 * O(Σ L²) time; memory linear in the number of comparisons, whatever the number of candidates.
 */
export function pairwiseCounts(index: JudgementIndex): PairwiseCounts {
  const n = index.candidates.length;
  const cells = (n * (n - 1)) / 2;
  const comparisons = countComparisons(index);
  return comparisons >= cells * FILLED_ENOUGH ? fromTable(index, cells) : fromSorted(index, comparisons);
}

function countComparisons({ offsets, noneBelong }: JudgementIndex): number {
  let comparisons = 0;
  for (let j = 0; j < noneBelong.length; j++) {
    const length = offsets[j + 1]! - offsets[j]!;
    if (noneBelong[j] === 0) comparisons += (length * (length - 1)) / 2;
  }
  return comparisons;
}

/** Few candidates, many comparisons: count in the upper triangle of a square, then leave out the pairs that never met. */
function fromTable(index: JudgementIndex, cells: number): PairwiseCounts {
  const { offsets, members, noneBelong } = index;
  const n = index.candidates.length;
  const won = new Int32Array(cells);
  const lost = new Int32Array(cells);
  // Cell of (a, b), a < b, is row[a] + b.
  const row = Int32Array.from({ length: n }, (_, a) => a * (n - 1) - (a * (a - 1)) / 2 - a - 1);
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const end = offsets[j + 1]!;
    for (let at = offsets[j]!; at < end; at++) {
      const a = members[at]!;
      const rowOfA = row[a]!;
      for (let below = at + 1; below < end; below++) {
        const b = members[below]!;
        if (a < b) won[rowOfA + b]!++;
        else lost[row[b]! + a]!++;
      }
    }
  }
  let pairs = 0;
  for (let cell = 0; cell < cells; cell++) if (won[cell]! + lost[cell]! > 0) pairs++;
  const [starts, others] = [new Int32Array(n + 1), new Int32Array(pairs)];
  let pair = 0;
  for (let a = 0, cell = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++, cell++) {
      if (won[cell]! + lost[cell]! === 0) continue;
      others[pair] = b;
      // The table is read ahead of where it is written: its first cells become the lists.
      won[pair] = won[cell]!;
      lost[pair++] = lost[cell]!;
    }
    starts[a + 1] = pair;
  }
  return { starts, others, wins: won.subarray(0, pairs), losses: lost.subarray(0, pairs) };
}

/** Many candidates, few comparisons: sort the comparisons by their earlier candidate, then add up equal ones row by row. */
function fromSorted(index: JudgementIndex, comparisons: number): PairwiseCounts {
  const { offsets, members, noneBelong } = index;
  const n = index.candidates.length;
  const ends = new Int32Array(n + 1);
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const end = offsets[j + 1]!;
    for (let at = offsets[j]!; at < end; at++) {
      const a = members[at]!;
      for (let below = at + 1; below < end; below++) ends[Math.min(a, members[below]!) + 1]!++;
    }
  }
  for (let a = 0; a < n; a++) ends[a + 1]! += ends[a]!;
  const next = ends.slice(0, n);
  // The later candidate, with the lowest bit saying whether the earlier one won.
  const sorted = new Int32Array(comparisons);
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const end = offsets[j + 1]!;
    for (let at = offsets[j]!; at < end; at++) {
      const a = members[at]!;
      for (let below = at + 1; below < end; below++) {
        const b = members[below]!;
        if (a < b) sorted[next[a]!++] = 2 * b + 1;
        else sorted[next[b]!++] = 2 * a;
      }
    }
  }
  const [starts, others] = [new Int32Array(n + 1), new Int32Array(comparisons)];
  const [wins, losses] = [new Int32Array(comparisons), new Int32Array(comparisons)];
  const pairOf = new Int32Array(n).fill(-1);
  let pairs = 0;
  for (let a = 0; a < n; a++) {
    const first = pairs;
    for (let at = ends[a]!; at < ends[a + 1]!; at++) {
      const b = sorted[at]! >> 1;
      let pair = pairOf[b]!;
      if (pair < first) {
        pair = pairs++;
        pairOf[b] = pair;
        others[pair] = b;
      }
      if ((sorted[at]! & 1) === 1) wins[pair]!++;
      else losses[pair]!++;
    }
    starts[a + 1] = pairs;
  }
  return { starts, others: others.subarray(0, pairs), wins: wins.subarray(0, pairs), losses: losses.subarray(0, pairs) };
}

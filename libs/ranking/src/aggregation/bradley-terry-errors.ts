import { inverseFactor, varianceFrom } from './cholesky.js';
import { effectiveShare } from './effective-comparisons.js';
import type { JudgementIndex } from './judgement-index.js';

export interface BradleyTerryErrors {
  /** Variance of a strength about the mean of its group; null where rounding leaves none. */
  readonly variance: (place: number) => number | null;
  /** Variance of the difference of two strengths of one group; null where rounding leaves none. */
  readonly differenceVariance: (a: number, b: number) => number | null;
  /** Groups that were too large for their whole information matrix. */
  readonly approximate: number;
  /** Groups whose matrix cannot be inverted within rounding. */
  readonly failed: number;
}

/**
 * Errors of Bradley–Terry strengths from the Fisher information H, Hᵢⱼ = −Σ c · p(1 − p) and Hᵢᵢ = Σ c · p(1 − p) + precision, where a
 * comparison in a list of L counts as c = `effectiveShare(L)`. Groups of up to `exactUpTo` candidates: the inverse of H by Cholesky, O(n³)
 * once and O(n) a difference. Larger ones: 1 / Hᵢᵢ, as if the opponents' strengths were known (Simons and Yao, Annals of Statistics 27(3),
 * 1999, show that this is what the inverse tends to when everybody meets many others).
 */
export function bradleyTerryErrors(
  index: JudgementIndex,
  strengths: Float64Array,
  precision: number,
  exactUpTo: number,
): BradleyTerryErrors {
  const { components, componentOf, candidates } = index;
  const sizes = Int32Array.from(components, (group) => group.length);
  const placeInGroup = placesInGroups(componentOf, components.length);
  const matrices = components.map(({ length }) => (length > 1 && length <= exactUpTo ? new Float64Array(length * length) : null));
  const diagonal = new Float64Array(candidates.length).fill(precision);
  eachWeight(index, strengths, (a, b, weight) => {
    diagonal[a]! += weight;
    diagonal[b]! += weight;
    const matrix = matrices[componentOf[a]!];
    if (!matrix) return;
    const [i, j] = [placeInGroup[a]!, placeInGroup[b]!];
    // Only the lower triangle is read.
    matrix[i > j ? i * sizes[componentOf[a]!]! + j : j * sizes[componentOf[a]!]! + i]! -= weight;
  });
  for (let place = 0; place < candidates.length; place++) {
    const matrix = matrices[componentOf[place]!];
    if (matrix) matrix[placeInGroup[place]! * (sizes[componentOf[place]!]! + 1)] = diagonal[place]!;
  }
  // The comparisons say nothing of the common level of a group: (1, …, 1) is an eigenvector of H, with the precision as its value. Where
  // that is 0, it is made 1.
  const level = precision > 0 ? precision : 1;
  const factors = matrices.map((matrix, group) => {
    if (!matrix) return null;
    if (precision === 0) for (let cell = 0; cell < matrix.length; cell++) matrix[cell]! += level / sizes[group]!;
    return inverseFactor(matrix, sizes[group]!);
  });
  const approximate = components.map((group) => group.length > exactUpTo);
  return {
    variance: (place) => {
      const group = componentOf[place]!;
      if (approximate[group]) return 1 / diagonal[place]!;
      const [factor, size] = [factors[group], sizes[group]!];
      // The strengths of a group add up to 0 (or are made to): the variance of the level is no part of theirs.
      return factor ? Math.max(0, varianceFrom(factor, size, placeInGroup[place]!) - 1 / (level * size)) : null;
    },
    differenceVariance: (a, b) => {
      const group = componentOf[a]!;
      if (approximate[group]) return 1 / diagonal[a]! + 1 / diagonal[b]!;
      const factor = factors[group];
      return factor ? varianceFrom(factor, sizes[group]!, placeInGroup[a]!, placeInGroup[b]) : null;
    },
    approximate: approximate.filter(Boolean).length,
    failed: matrices.filter((matrix, group) => matrix !== null && factors[group] === null).length,
  };
}

/** Calls back with the information that each comparison gives about the difference of the two. */
function eachWeight(
  { offsets, members, noneBelong }: JudgementIndex,
  strengths: Float64Array,
  visit: (a: number, b: number, weight: number) => void,
): void {
  const power = strengths.map((strength) => Math.exp(strength));
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const [start, end] = [offsets[j]!, offsets[j + 1]!];
    const share = effectiveShare(end - start);
    for (let at = start; at < end; at++) {
      const a = members[at]!;
      for (let below = at + 1; below < end; below++) {
        const b = members[below]!;
        const chance = power[a]! / (power[a]! + power[b]!);
        visit(a, b, share * chance * (1 - chance));
      }
    }
  }
}

function placesInGroups(componentOf: Int32Array, groups: number): Int32Array {
  const next = new Int32Array(groups);
  return componentOf.map((group) => next[group]!++);
}

import { notConverged } from './iteration-settings.js';
import { LimitedMemory } from './limited-memory.js';
import type { PairwiseCounts } from './pairwise-counts.js';

export interface BradleyTerryFit {
  /** Log-strengths by place; 0 for candidates without comparisons. */
  readonly strengths: Float64Array;
  /** Passes over the pairs. */
  readonly iterations: number;
}

/** Longest step of a log-strength: further away the curvature at hand says little. */
const LONGEST_STEP = 4;

/**
 * The maximum of Σ wᵢⱼ ln(1 / (1 + e^(uⱼ − uᵢ))) − precision/2 · Σ uᵢ², which is concave, by limited-memory BFGS with the diagonal of the
 * Hessian as what is known beforehand (Liu and Nocedal, "On the Limited Memory BFGS Method", Mathematical Programming 45, 1989). Takes some
 * fifteen passes where Hunter's MM takes hundreds, since MM moves candidates that win nearly always by small steps. The strengths of a
 * group add up to 0 at the maximum, and all along the way: the likelihood does not see their level, which would be found last. O(pairs) a
 * pass.
 * @param groupOf by candidate the index of its group.
 * @param precision ≥ 0; with 0 every candidate must have lost to the rest of its group and won against it.
 * @param tolerance largest step that a strength alone would still take, which is taken for none.
 * @throws RankingError `NOT_CONVERGED` after `maxIterations` passes.
 */
export function fitBradleyTerry(
  counts: PairwiseCounts,
  groupOf: Int32Array,
  precision: number,
  tolerance: number,
  maxIterations: number,
): BradleyTerryFit {
  const n = counts.starts.length - 1;
  if (counts.others.length === 0) return { strengths: new Float64Array(n), iterations: 0 };
  const { won, met } = totalsOf(counts);
  const likelihood = new Likelihood(counts, won, precision);
  // Where everybody would be whose opponents were all average.
  let strengths = met.map((all, i) => Math.log((won[i]! + 0.5) / (all - won[i]! + 0.5)));
  const centre = centring(groupOf);
  centre(strengths);
  let trial = new Float64Array(n);
  let gradient = likelihood.gradientAt(strengths);
  let diagonal = likelihood.diagonalAt(strengths);
  let diagonalOf = strengths.slice();
  let iterations = 2;
  const memory = new LimitedMemory(n);
  for (let residual = residualOf(gradient, diagonal); !(residual <= tolerance);) {
    const step = memory.direction(gradient, (vector) => {
      for (let i = 0; i < n; i++) vector[i]! /= diagonal[i]!;
      centre(vector);
    });
    const rise = dot(gradient, step);
    let length = Math.min(1, LONGEST_STEP / largest(step));
    for (let isPast = true; isPast;) {
      if (iterations >= maxIterations || Number.isNaN(residual))
        throw notConverged('bradleyTerry', iterations, residual, 'Allow more passes, a larger tolerance, or a larger prior precision.');
      for (let i = 0; i < n; i++) trial[i] = strengths[i]! + length * step[i]!;
      iterations++;
      const there = likelihood.gradientAt(trial);
      // A concave function whose slope along the step has not turned far is not far past its top; else back to where it should turn.
      const riseThere = dot(there, step);
      isPast = riseThere < -0.5 * rise;
      if (isPast) length *= Math.max(0.1, rise / (rise - riseThere));
      else {
        memory.remember(strengths, trial, gradient, there);
        [strengths, trial, gradient] = [trial, strengths, there];
      }
    }
    if (strengths.some((strength, i) => Math.abs(strength - diagonalOf[i]!) > SAME_CURVATURE)) {
      diagonal = likelihood.diagonalAt(strengths);
      diagonalOf = strengths.slice();
      iterations++;
    }
    residual = residualOf(gradient, diagonal);
  }
  return { strengths, iterations };
}

/** The diagonal of the Hessian is looked at again when a strength is further than that from where it was taken. */
const SAME_CURVATURE = 1;

/** Gradient and Hessian, pair by pair. */
class Likelihood {
  private readonly together: Float64Array;
  private readonly power: Float64Array;

  constructor(
    private readonly counts: PairwiseCounts,
    private readonly won: Float64Array,
    private readonly precision: number,
  ) {
    const { wins, losses } = counts;
    this.together = new Float64Array(wins.length);
    for (let pair = 0; pair < wins.length; pair++) this.together[pair] = wins[pair]! + losses[pair]!;
    this.power = new Float64Array(won.length);
  }

  /** Wins less expected wins; those of i are e^uᵢ · Σ comparisons / (e^uᵢ + e^uⱼ), which takes one division a pair. */
  gradientAt(strengths: Float64Array): Float64Array {
    const { together, power, won, precision } = this;
    const { starts, others } = this.counts;
    const n = won.length;
    for (let i = 0; i < n; i++) power[i] = Math.exp(strengths[i]!);
    const sums = new Float64Array(n);
    for (let a = 0; a < n; a++) {
      const powerOfA = power[a]!;
      const end = starts[a + 1]!;
      let sum = 0;
      for (let pair = starts[a]!; pair < end; pair++) {
        const b = others[pair]!;
        const part = together[pair]! / (powerOfA + power[b]!);
        sum += part;
        sums[b]! += part;
      }
      sums[a]! += sum;
    }
    for (let i = 0; i < n; i++) sums[i] = won[i]! - power[i]! * sums[i]! - precision * strengths[i]!;
    return sums;
  }

  /** Diagonal of the negative Hessian; 1 for candidates without comparisons, so that it can be divided by. */
  diagonalAt(strengths: Float64Array): Float64Array {
    const { starts, others } = this.counts;
    const diagonal = new Float64Array(strengths.length);
    const power = strengths.map((strength) => Math.exp(strength));
    for (let a = 0; a < diagonal.length; a++) {
      for (let pair = starts[a]!; pair < starts[a + 1]!; pair++) {
        const b = others[pair]!;
        const chance = power[a]! / (power[a]! + power[b]!);
        const weight = this.together[pair]! * chance * (1 - chance);
        diagonal[a]! += weight;
        diagonal[b]! += weight;
      }
    }
    return diagonal.map((sum) => sum + this.precision || 1);
  }
}

function totalsOf({ starts, others, wins, losses }: PairwiseCounts) {
  const n = starts.length - 1;
  const [won, met] = [new Float64Array(n), new Float64Array(n)];
  for (let a = 0; a < n; a++) {
    for (let pair = starts[a]!; pair < starts[a + 1]!; pair++) {
      const b = others[pair]!;
      const together = wins[pair]! + losses[pair]!;
      won[a]! += wins[pair]!;
      won[b]! += losses[pair]!;
      met[a]! += together;
      met[b]! += together;
    }
  }
  return { won, met };
}

/** Takes from every entry the mean of its group. */
function centring(groupOf: Int32Array): (vector: Float64Array) => void {
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const [sizes, sums] = [new Float64Array(groups), new Float64Array(groups)];
  for (const group of groupOf) sizes[group]!++;
  return (vector) => {
    sums.fill(0);
    for (let i = 0; i < vector.length; i++) sums[groupOf[i]!]! += vector[i]!;
    for (let i = 0; i < vector.length; i++) vector[i]! -= sums[groupOf[i]!]! / sizes[groupOf[i]!]!;
  };
}

/** How far one strength alone would want to move, at most. */
function residualOf(gradient: Float64Array, diagonal: Float64Array): number {
  let most = 0;
  for (let i = 0; i < gradient.length; i++) most = Math.max(most, Math.abs(gradient[i]!) / diagonal[i]!);
  return most;
}

function largest(vector: Float64Array): number {
  return vector.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

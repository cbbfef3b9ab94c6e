import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EvaluationError } from '../evaluation-error.js';
import { wholeNumber } from '../numeric-checks.js';
import { scoreDifferences } from './paired-scores.js';
import type { PairedScore } from './paired-scores.js';

/** What {@link fisherRandomisation} works on. */
export interface FisherRandomisationInput {
  readonly pairs: readonly PairedScore[];
  /** Seed of the xoroshiro128+ generator; store it with the result. */
  readonly seed: number;
  /** Random relabellings to draw, 10,000 by default; 1/(permutations + 1) is the smallest p-value that can come out. */
  readonly permutations?: number;
}

/** The outcome of the test, with all it takes to repeat it. */
export interface FisherRandomisationResult {
  /** Two-sided, in (0, 1]. */
  readonly pValue: number;
  /** Mean over the queries of method minus baseline. */
  readonly meanDifference: number;
  readonly pairCount: number;
  readonly permutations: number;
  /** Relabellings whose mean difference was at least as far from 0 as the observed one. */
  readonly extremePermutations: number;
  readonly seed: number;
}

const DEFAULT_PERMUTATIONS = 10_000;

/** Relabellings that tie with the observation in exact arithmetic must count, although they are summed with other signs. */
const ROUNDING = 1e-12;

/**
 * Paired two-sided Fisher randomisation test on the mean difference: under the null hypothesis the two labels of each query could be exchanged, so that every
 * difference is as likely to have the other sign. `p = (count + 1) / (n + 1)`: the observed labelling is one of those possible, and p is never 0
 * (Phipson & Smyth 2010; for retrieval Smucker, Allan & Carterette 2007). Takes time in proportion to pairs × permutations.
 *
 * @throws {EvaluationError} `TOO_FEW_VALUES` for no pairs, `INVALID_NUMBER` for scores, seed or permutations out of range.
 */
export function fisherRandomisation({
  pairs,
  seed,
  permutations = DEFAULT_PERMUTATIONS,
}: FisherRandomisationInput): FisherRandomisationResult {
  wholeNumber('seed', seed, Number.MIN_SAFE_INTEGER);
  wholeNumber('permutations', permutations, 1);
  if (pairs.length === 0) {
    throw new EvaluationError({
      code: 'TOO_FEW_VALUES',
      field: 'pairs',
      value: [],
      problem: 'there is nothing to compare',
      remedy: 'Pass at least one query that both methods were scored on.',
    });
  }
  const differences = scoreDifferences(pairs);
  const observed = differences.reduce((sum, difference) => sum + difference, 0);
  const threshold = Math.abs(observed) - ROUNDING * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const random = xoroshiro128plus(seed);
  let extreme = 0;
  for (let round = 0; round < permutations; round += 1) {
    let sum = 0;
    // The sign of the draw is its highest bit, the best one of this generator.
    for (const difference of differences) sum += random.next() < 0 ? -difference : difference;
    if (Math.abs(sum) >= threshold) extreme += 1;
  }
  return {
    pValue: (extreme + 1) / (permutations + 1),
    meanDifference: observed / differences.length,
    pairCount: differences.length,
    permutations,
    extremePermutations: extreme,
    seed,
  };
}

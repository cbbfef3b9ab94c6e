import { requireProbabilities } from './calibration-input.js';

/**
 * Distribution of the number of members among n ranks that belong independently with these probabilities (Poisson–binomial): entry k is
 * P(exactly k). By adding one rank after the other, which is exact and never subtracts. O(n²) time, O(n) memory.
 * Source: the recursion of Barlow and Heidtmann, IEEE Transactions on Reliability 33, 1984; named and compared in Hong, "On computing the
 * distribution function for the Poisson binomial distribution", Computational Statistics and Data Analysis 59, 2013.
 * @returns n + 1 values; [1] for no ranks.
 * @throws RankingError `INVALID_NUMBER` for a probability outside [0, 1].
 */
export function countDistribution(probabilities: ArrayLike<number>): Float64Array {
  requireProbabilities(probabilities);
  const distribution = new Float64Array(probabilities.length + 1);
  distribution[0] = 1;
  for (let rank = 0; rank < probabilities.length; rank++) addRank(distribution, rank + 1, probabilities[rank] as number);
  return distribution;
}

/** Adds one more rank to a distribution in place, as far as entry `last`; entries that cannot be reached yet must be 0. O(last). */
export function addRank(distribution: Float64Array, last: number, probability: number): void {
  for (let k = last; k > 0; k--)
    distribution[k] = (distribution[k] as number) * (1 - probability) + (distribution[k - 1] as number) * probability;
  distribution[0] = (distribution[0] as number) * (1 - probability);
}

/** A range of counts that holds with at least the probability asked for. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The central interval of a distribution over 0 … n: as much probability, at most (1 − level)/2, is left out below as above.
 * @param level in (0, 1), e.g. 0.8. Counts are whole: the interval holds with at least `level`.
 */
export function centralInterval(distribution: Float64Array, level: number): CountInterval {
  return { low: quantile(distribution, (1 - level) / 2), high: quantile(distribution, (1 + level) / 2) };
}

/** The smallest count that is not exceeded with at least this probability. */
function quantile(distribution: Float64Array, share: number): number {
  let sum = 0;
  // Sums of many small terms end a rounding error short of 1.
  for (let k = 0; k < distribution.length; k++) {
    sum += distribution[k] as number;
    if (sum >= share - 1e-12) return k;
  }
  return distribution.length - 1;
}

import { RankingError } from '../ranking-error.js';

/**
 * @throws RankingError `INVALID_NUMBER` for a probability that is not in [0, 1] (NaN included), `INVALID_SETTING` for no predictions at all
 * or lists of different lengths.
 */
export function requirePredictions(probabilities: readonly number[], outcomes: readonly boolean[]): void {
  if (probabilities.length !== outcomes.length || probabilities.length === 0) {
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'outcomes.length',
      value: outcomes.length,
      problem: `there are ${probabilities.length} predictions`,
      remedy: 'Give one outcome for each prediction, and at least one.',
    });
  }
  requireProbabilities(probabilities);
}

/** @throws RankingError `INVALID_NUMBER` unless all values are in [0, 1]. */
export function requireProbabilities(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= 0 && value <= 1) continue;
    throw new RankingError({
      code: 'INVALID_NUMBER',
      field: `probabilities[${i}]`,
      value,
      problem: 'a probability is needed',
      remedy: 'Give a number from 0 to 1.',
    });
  }
}

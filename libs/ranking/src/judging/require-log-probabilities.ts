import { RankingError } from '../ranking-error.js';

/**
 * A model's answer about some tokens, checked. −∞ is an answer (probability zero); NaN and +∞ are none, and no order may be made of them.
 * @param asked the number of tokens asked about.
 * @throws RankingError `CORRUPT_DATA` when there is not one number a token, `INVALID_NUMBER` for NaN and +∞.
 */
export function requireLogProbabilities(asked: number, answer: Float64Array | undefined): Float64Array {
  if (answer?.length !== asked)
    throw new RankingError({
      code: 'CORRUPT_DATA',
      field: 'logProbabilities',
      value: answer?.length ?? null,
      problem: `the model was asked about ${asked} tokens and answered about another number of them`,
      remedy: 'Use a model whose answers have one number for each token asked about.',
    });
  const wrong = answer.find((value) => Number.isNaN(value) || value === Infinity);
  if (wrong === undefined) return answer;
  throw new RankingError({
    code: 'INVALID_NUMBER',
    field: 'logProbabilities',
    value: wrong,
    problem: 'the model answered with something that is no log-probability',
    remedy: 'Check the model and its number format; no order can be made of this answer.',
  });
}

import { RankingError } from '../ranking-error.js';
import type { StepRequest, TokenModel } from './token-model.js';

/** A log-probability may lie above 0 by what rounding in the model brings, and no further. */
const ROUNDING = 1e-3;

/**
 * Asks the model and checks what it says, so that nothing is searched for by numbers that mean nothing. −∞ is an answer: the token is impossible.
 * @throws RankingError `CORRUPT_DATA` when there is not one answer a request and one number a token; `INVALID_NUMBER` for NaN, +∞ and anything
 *   else above 0, naming the token and the path; the signal's reason when cancelled.
 */
export async function askModel(
  model: TokenModel,
  requests: readonly StepRequest[],
  signal?: AbortSignal,
): Promise<readonly Float64Array[]> {
  const answers = await model.logProbabilities(requests, signal);
  if (answers.length !== requests.length) throw wrongCount('answers of the model', answers.length, requests.length);
  answers.forEach((answer, i) => requireAnswer(requests[i] as StepRequest, answer));
  return answers;
}

function requireAnswer({ path, allowed }: StepRequest, answer: Float64Array): void {
  if (answer.length !== allowed.length)
    throw wrongCount(`numbers in the answer about path [${path.join(', ')}]`, answer.length, allowed.length);
  const wrong = answer.findIndex((value) => !(value <= ROUNDING));
  if (wrong < 0) return;
  throw new RankingError({
    code: 'INVALID_NUMBER',
    field: `log-probability of token ${allowed[wrong]} after path [${path.join(', ')}]`,
    value: answer[wrong],
    problem: 'a log-probability is a number up to 0, or −∞ for an impossible token',
    remedy: 'Check the model and its number format; what was found so far cannot be trusted either.',
  });
}

function wrongCount(field: string, found: number, asked: number): RankingError {
  return new RankingError({
    code: 'CORRUPT_DATA',
    field,
    value: found,
    problem: `${asked} were asked for`,
    remedy: 'Use a model that answers every request with one number a token.',
  });
}

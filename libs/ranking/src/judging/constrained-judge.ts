import { judgingPrompt, JUDGING_PROMPT_VERSION } from '../prompts/judging-prompt.js';
import type { TokenModel } from '../search/token-model.js';
import type { JudgeAnswer, JudgedEntity, JudgeQuestion, ListJudge, ReadJudgement } from './list-judge.js';
import { promptUsage } from './prompt-usage.js';
import { requireJudgeable } from './require-judgeable.js';
import { scoreMembers } from './score-members.js';
import { readScoredAnswer, scoredPayload } from './scored-answer.js';

/**
 * Ranks a short list by the log-probability of each member's name under the prefix tree of that list: nothing is generated, no answer can name
 * a stranger or leave out a member that the model gives any probability. With negative seeds the list is also scored as a continuation of
 * those, and the difference counts (log-likelihood ratio).
 *
 * `describe`, `ask` and `read` throw the RankingError of `requireJudgeable` for a list that may not be judged; `ask` throws `INVALID_NUMBER` or
 * `CORRUPT_DATA` when the model answers with NaN, +∞ or the wrong number of values.
 */
export function createConstrainedJudge(model: TokenModel): ListJudge {
  return {
    kind: 'constrained',
    identity: model.identity,
    promptVersion: JUDGING_PROMPT_VERSION,
    describe: (question) => {
      requireJudgeable(question);
      return { promptVersion: JUDGING_PROMPT_VERSION, prompts: promptsOf(question), members: names(question.members) };
    },
    estimateTokens: (question) => ({
      promptTokens: promptsOf(question).reduce((sum, prompt) => sum + model.tokenize(prompt).length, 0),
      completionTokens: 0,
    }),
    ask: (question, signal) => askModel(model, question, signal),
    read: readConstrainedAnswer,
  };
}

async function askModel(model: TokenModel, question: JudgeQuestion, signal?: AbortSignal): Promise<JudgeAnswer> {
  requireJudgeable(question);
  const prompts = promptsOf(question).map((prompt) => model.tokenize(prompt));
  const scored: (readonly number[])[] = [];
  for (const prompt of prompts) scored.push(await scoreMembers(model, prompt, names(question.members), signal));
  const [positive, negative] = scored;
  const promptTokens = prompts.reduce((sum, prompt) => sum + prompt.length, 0);
  return {
    payload: scoredPayload(positive as readonly number[], negative),
    usage: promptUsage(model, promptTokens),
  };
}

/**
 * Reads an answer of `createConstrainedJudge` or `createListwiseJudge`, recorded or fresh: higher log-probability first; equal ones by entity id; members without a probability are
 * missing. See `readScoredAnswer`.
 */
export function readConstrainedAnswer(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
  return readScoredAnswer(question, answer);
}

function promptsOf(question: JudgeQuestion): readonly string[] {
  const prompts = [judgingPrompt(names(question.seeds), names(question.members))];
  if (question.negativeSeeds.length > 0) prompts.push(judgingPrompt(names(question.negativeSeeds), names(question.members)));
  return prompts;
}

const names = (entities: readonly JudgedEntity[]): string[] => entities.map((entity) => entity.name);

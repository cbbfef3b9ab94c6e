import { judgingPrompt, JUDGING_PROMPT_VERSION } from '../prompts/judging-prompt.js';
import type { TokenModel } from '../search/token-model.js';
import type { JsonValue, JudgeAnswer, JudgedEntity, JudgeQuestion, ListJudge, ReadJudgement } from './list-judge.js';
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
    usage: { promptTokens, completionTokens: 0, costMicroUsd: model.identity.kind === 'local' ? 0 : null },
  };
}

/**
 * Reads an answer of `createConstrainedJudge` or `createListwiseJudge`, recorded or fresh: higher log-probability first; equal ones by entity
 * id; members without a probability are missing. See `readScoredAnswer`. Where the model was asked whether none belongs and finds that likelier
 * than all members together, nobody is ranked.
 */
export function readConstrainedAnswer(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
  const read = readScoredAnswer(question, answer);
  return saysNoneBelong(answer.payload, question.members.length) ? { outcome: 'none-belong', rankedIds: [], issues: [] } : read;
}

/** More than half of the probability, which is shared out among the members and "none of these"; of an answer that fits the list. */
function saysNoneBelong(payload: JsonValue, members: number): boolean {
  const { none, scores } = (payload ?? {}) as { none?: JsonValue; scores?: JsonValue };
  return typeof none === 'number' && none > Math.log(0.5) && Array.isArray(scores) && scores.length === members;
}

function promptsOf(question: JudgeQuestion): readonly string[] {
  const prompts = [judgingPrompt(names(question.seeds), names(question.members))];
  if (question.negativeSeeds.length > 0) prompts.push(judgingPrompt(names(question.negativeSeeds), names(question.members)));
  return prompts;
}

const names = (entities: readonly JudgedEntity[]): string[] => entities.map((entity) => entity.name);

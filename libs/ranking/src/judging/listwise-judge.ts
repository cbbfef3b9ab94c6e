import { LISTWISE_PROMPT_VERSION, listwisePrompt, NONE_BELONG_ANSWER } from '../prompts/listwise-prompt.js';
import { oneLine } from '../prompts/one-line.js';
import type { TokenModel } from '../search/token-model.js';
import { readConstrainedAnswer } from './constrained-judge.js';
import type { JudgeAnswer, JudgeQuestion, ListJudge } from './list-judge.js';
import { promptUsage } from './prompt-usage.js';
import { requireJudgeable } from './require-judgeable.js';
import { scoreMembers } from './score-members.js';
import { scoredPayload } from './scored-answer.js';

/**
 * The constrained judge of models that were tuned for it: descriptions are shown where members have them, negative seeds stand in the same
 * prompt, and "none of these" is one of the answers that the model may give beside the members' names. A member is scored by its log-probability
 * among these answers. Nothing is generated; one prompt evaluation a list whose names differ in their first token.
 *
 * `describe`, `ask` and `read` throw the RankingError of `requireJudgeable` for a list that may not be judged; `ask` throws `INVALID_NUMBER` or
 * `CORRUPT_DATA` when the model answers with NaN, +∞ or the wrong number of values.
 */
export function createListwiseJudge(model: TokenModel): ListJudge {
  return {
    kind: 'constrained',
    identity: model.identity,
    promptVersion: LISTWISE_PROMPT_VERSION,
    describe: (question) => {
      requireJudgeable(question);
      return { promptVersion: LISTWISE_PROMPT_VERSION, prompt: listwisePrompt(question), answers: answersTo(question) };
    },
    estimateTokens: (question) => ({ promptTokens: model.tokenize(listwisePrompt(question)).length, completionTokens: 0 }),
    ask: (question, signal) => askModel(model, question, signal),
    read: readConstrainedAnswer,
  };
}

async function askModel(model: TokenModel, question: JudgeQuestion, signal?: AbortSignal): Promise<JudgeAnswer> {
  requireJudgeable(question);
  const prompt = model.tokenize(listwisePrompt(question));
  const scores = await scoreMembers(model, prompt, answersTo(question), signal);
  const none = scores[question.members.length] ?? -Infinity;
  return {
    payload: { ...scoredPayload(scores.slice(0, question.members.length)), ...(Number.isFinite(none) && { none }) },
    usage: promptUsage(model, prompt.length),
  };
}

/** The names, and after them that none belongs: unless a member is called that, which nothing could tell from it. */
function answersTo({ members }: Pick<JudgeQuestion, 'members'>): readonly string[] {
  const names = members.map(({ name }) => oneLine(name));
  return names.includes(NONE_BELONG_ANSWER) ? names : [...names, NONE_BELONG_ANSWER];
}

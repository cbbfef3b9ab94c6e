import { FIRST_TOKEN_PROMPT_VERSION, firstTokenPrompt } from '../prompts/judging-prompt.js';
import { RankingError, requireDistinct, requireWhole } from '../ranking-error.js';
import type { TokenModel } from '../search/token-model.js';
import type { JudgeAnswer, JudgedEntity, JudgeQuestion, ListJudge, ReadJudgement } from './list-judge.js';
import { promptUsage } from './prompt-usage.js';
import { requireJudgeable } from './require-judgeable.js';
import { requireLogProbabilities } from './require-log-probabilities.js';
import { readScoredAnswer, scoredPayload } from './scored-answer.js';
import { renormalised } from './score-members.js';

export interface FirstTokenOptions {
  /** Labels of the members, the first for the first that is shown; as many as the longest list has members. "A" to "T" by default. */
  readonly labels?: readonly string[];
  /** What stands between the prompt's colon and the label in the model's tokens: a space by default, "" for models that write none. */
  readonly before?: string;
}

const DEFAULT_LABELS: readonly string[] = [...'ABCDEFGHIJKLMNOPQRST'];

/**
 * Ranks a short list by the probabilities of the members' labels as the next token: one model step for a whole list (two with negative seeds,
 * whose log-probabilities are subtracted). Nothing is generated. Probabilities are renormalised over the labels of the list.
 * Source: FIRST (Reddy et al. 2024, arXiv 2406.15657); its training is not part of this, the order is read from any model.
 *
 * `describe`, `ask` and `read` throw the RankingError of `requireJudgeable` for a list that may not be judged and `LIST_TOO_LONG` for more members
 * than labels; `ask` throws `INVALID_NUMBER` or `CORRUPT_DATA` when the model answers with NaN, +∞ or the wrong number of values.
 * @throws RankingError when the judge is made: `INVALID_SETTING` unless each label is one token and all tokens differ; `DUPLICATE_ID` for a
 * label that is there twice.
 */
export function createFirstTokenJudge(model: TokenModel, options: FirstTokenOptions = {}): ListJudge<'first-token'> {
  const labels = [...(options.labels ?? DEFAULT_LABELS)];
  const tokens = labelTokens(model, labels, options.before ?? ' ');
  const promptsOf = (question: JudgeQuestion): readonly string[] => {
    requireLabels(question, labels);
    const { seeds, negativeSeeds } = question;
    const members = question.members.map(({ name }, i) => ({ label: labels[i] as string, name }));
    return (negativeSeeds.length > 0 ? [seeds, negativeSeeds] : [seeds]).map((set) => firstTokenPrompt(names(set), members));
  };
  return {
    kind: 'first-token',
    identity: model.identity,
    promptVersion: FIRST_TOKEN_PROMPT_VERSION,
    describe: (question) => {
      requireJudgeable(question);
      const asked = labels.slice(0, question.members.length).map((label) => `${options.before ?? ' '}${label}`);
      return { promptVersion: FIRST_TOKEN_PROMPT_VERSION, prompts: promptsOf(question), labels: asked };
    },
    estimateTokens: (question) => ({
      promptTokens: promptsOf(question).reduce((sum, prompt) => sum + model.tokenize(prompt).length, 0),
      completionTokens: 0,
    }),
    ask: async (question, signal): Promise<JudgeAnswer> => {
      requireJudgeable(question);
      const prompts = promptsOf(question).map((prompt) => model.tokenize(prompt));
      const allowed = tokens.slice(0, question.members.length);
      const answers = await model.logProbabilities(
        prompts.map((prompt) => ({ prompt, path: [], allowed })),
        signal,
      );
      const [positive, negative] = prompts.map((_, i) => [...renormalised(requireLogProbabilities(allowed.length, answers[i]))]);
      const promptTokens = prompts.reduce((sum, prompt) => sum + prompt.length, 0);
      return {
        payload: scoredPayload(positive as number[], negative),
        usage: promptUsage(model, promptTokens),
      };
    },
    read: readFirstTokenAnswer,
  };
}

/**
 * Reads a first-token answer, recorded or fresh: more probable label first; equal ones by entity id; members whose label has no probability are
 * missing. See `readScoredAnswer`.
 */
export function readFirstTokenAnswer(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
  return readScoredAnswer(question, answer);
}

/** The token of each label. A label of two tokens would be scored by its first alone, and two with one token could not be told apart. */
function labelTokens(model: TokenModel, labels: readonly string[], before: string): readonly number[] {
  requireWhole('labels.length', labels.length, 2);
  requireDistinct('labels', labels);
  const labelOf = new Map<number, string>();
  return labels.map((label) => {
    const tokens = model.tokenize(before + label);
    const [token] = tokens;
    if (token === undefined || tokens.length > 1)
      throw wrongLabel(label, `"${before}${label}" is ${tokens.length} tokens of this model, not one`);
    const other = labelOf.get(token);
    if (other !== undefined) throw wrongLabel(label, `it has the same token as "${other}" in this model`);
    labelOf.set(token, label);
    return token;
  });
}

function wrongLabel(label: string, problem: string): RankingError {
  return new RankingError({
    code: 'INVALID_SETTING',
    field: 'labels',
    value: label,
    problem,
    remedy: 'Give labels that are one token each, or another text before them.',
  });
}

function requireLabels(question: JudgeQuestion, labels: readonly string[]): void {
  if (question.members.length <= labels.length) return;
  throw new RankingError({
    code: 'LIST_TOO_LONG',
    field: 'members',
    value: question.members.length,
    problem: `the judge has ${labels.length} labels`,
    remedy: 'Make shorter lists, or give the judge more labels.',
  });
}

const names = (entities: readonly JudgedEntity[]): string[] => entities.map((entity) => entity.name);

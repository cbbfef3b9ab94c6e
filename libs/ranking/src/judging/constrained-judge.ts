import { judgingPrompt, JUDGING_PROMPT_VERSION } from '../prompts/judging-prompt.js';
import type { TokenModel } from '../search/token-model.js';
import type { JsonValue, JudgeAnswer, JudgedEntity, JudgeQuestion, ListJudge, ReadJudgement } from './list-judge.js';
import { parseJudgement } from './parse-judgement.js';
import { scoreMembers } from './score-members.js';

/**
 * Ranks a short list by the log-probability of each member's name under the prefix tree of that list: nothing is generated, nothing can be
 * malformed. With negative seeds the list is also scored as a continuation of those, and the difference counts (log-likelihood ratio).
 */
export function createConstrainedJudge(model: TokenModel): ListJudge {
  return {
    kind: 'constrained',
    identity: model.identity,
    promptVersion: JUDGING_PROMPT_VERSION,
    describe: (question) => ({ promptVersion: JUDGING_PROMPT_VERSION, prompts: promptsOf(question), members: names(question.members) }),
    estimateTokens: (question) => ({
      promptTokens: promptsOf(question).reduce((sum, prompt) => sum + model.tokenize(prompt).length, 0),
      completionTokens: 0,
    }),
    ask: (question, signal) => askModel(model, question, signal),
    read: readConstrainedAnswer,
  };
}

async function askModel(model: TokenModel, question: JudgeQuestion, signal?: AbortSignal): Promise<JudgeAnswer> {
  const prompts = promptsOf(question).map((prompt) => model.tokenize(prompt));
  const scored: (readonly number[])[] = [];
  for (const prompt of prompts) scored.push(await scoreMembers(model, prompt, names(question.members), signal));
  const [positive, negative] = scored;
  const scores = (positive as readonly number[]).map((score, i) => score - (negative?.[i] ?? 0));
  const promptTokens = prompts.reduce((sum, prompt) => sum + prompt.length, 0);
  return { payload: { scores }, usage: { promptTokens, completionTokens: 0, costMicroUsd: model.identity.kind === 'local' ? 0 : null } };
}

/** Reads a constrained answer, recorded or fresh: higher log-probability first; equal ones by entity id. */
export function readConstrainedAnswer(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
  const scores = scoresOf(answer.payload);
  const labelToId = new Map(question.members.map((member) => [member.id, member.id]));
  if (scores?.length !== question.members.length) {
    return {
      outcome: 'malformed',
      rankedIds: [],
      issues: [{ kind: 'unparsable', detail: 'The recorded answer does not hold one score a member.' }],
    };
  }
  const ranked = question.members
    .map((member, i) => ({ id: member.id, score: scores[i] as number }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return parseJudgement({ labels: ranked.map((member) => member.id), labelToId });
}

function scoresOf(payload: JsonValue): readonly number[] | undefined {
  const scores =
    typeof payload === 'object' && payload !== null && 'scores' in payload ? (payload as { scores: JsonValue }).scores : undefined;
  return Array.isArray(scores) && scores.every((score) => typeof score === 'number') ? scores : undefined;
}

function promptsOf(question: JudgeQuestion): readonly string[] {
  const prompts = [judgingPrompt(names(question.seeds), names(question.members))];
  if (question.negativeSeeds.length > 0) prompts.push(judgingPrompt(names(question.negativeSeeds), names(question.members)));
  return prompts;
}

const names = (entities: readonly JudgedEntity[]): string[] => entities.map((entity) => entity.name);

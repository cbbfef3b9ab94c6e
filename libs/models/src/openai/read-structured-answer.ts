import type { JudgeAnswer, JudgeQuestion, ReadJudgement } from '@etcetera/ranking';
import { questionLabels } from './judge-prompt.js';
import { readRanking } from './read-ranking.js';

/** Reads a structured answer, recorded or fresh, without an endpoint: what replay uses. Pure. */
export function readStructuredAnswer(question: JudgeQuestion, answer: JudgeAnswer): ReadJudgement {
  return readRanking(answer.payload, questionLabels(question).labelToId);
}

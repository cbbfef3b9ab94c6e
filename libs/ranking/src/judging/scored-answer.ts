import type { JsonValue, JudgeAnswer, JudgeQuestion, ReadJudgement } from './list-judge.js';
import { parseJudgement } from './parse-judgement.js';
import { requireJudgeable } from './require-judgeable.js';

/**
 * One score a member, in the order of the members; null where the model gave no finite number (JSON has no infinities).
 * What the judges that read log-probabilities keep as their answer.
 */
export interface ScoredPayload {
  readonly scores: readonly (number | null)[];
  /** Beside them, where the model was asked about it too: the log-probability that none belongs. */
  readonly none?: number;
  readonly [key: string]: JsonValue;
}

/**
 * Log-probabilities as they are kept. With those under the negative seeds, the difference counts (log-likelihood ratio); a member to which
 * either gives no probability has no score.
 */
export function scoredPayload(positive: readonly number[], negative?: readonly number[]): ScoredPayload {
  const scores = positive.map((score, i) => score - (negative?.[i] ?? 0));
  return { scores: scores.map((score) => (Number.isFinite(score) ? score : null)) };
}

/**
 * Reads an answer of scores, recorded or fresh: higher first, equal ones by entity id. Members without a score are missing, not last: a list
 * with some is partial, one with nothing else is malformed, and so is an answer without one score a member. Where the model finds it likelier
 * that none belongs than all members together, nobody is ranked.
 * @throws RankingError as `requireJudgeable`.
 */
export function readScoredAnswer(question: JudgeQuestion, answer: Pick<JudgeAnswer, 'payload'>): ReadJudgement {
  requireJudgeable(question);
  const { members } = question;
  const labelToId = new Map(members.map(({ id }) => [id, id]));
  const scores = scoresOf(answer.payload);
  if (scores?.length !== members.length)
    return {
      outcome: 'malformed',
      rankedIds: [],
      issues: [{ kind: 'unparsable', detail: 'The recorded answer does not hold one score a member.' }],
    };
  if (saysNoneBelong(answer.payload)) return parseJudgement({ labels: [], noneBelong: true, labelToId });
  const ranked = members
    .flatMap(({ id }, i) => (typeof scores[i] === 'number' ? [{ id, score: scores[i] }] : []))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const detail = 'The model gives no member of the list a probability.';
  return parseJudgement({
    labels: ranked.map(({ id }) => id),
    labelToId,
    ...(ranked.length === 0 && { issues: [{ kind: 'unparsable', detail }] }),
  });
}

/** More than half of the probability, which the members and "none belongs" share among them. */
function saysNoneBelong(payload: JsonValue): boolean {
  const none = typeof payload === 'object' && payload !== null && 'none' in payload ? (payload as { none: JsonValue }).none : null;
  return typeof none === 'number' && none > Math.log(0.5);
}

function scoresOf(payload: JsonValue): readonly (number | null)[] | undefined {
  const scores =
    typeof payload === 'object' && payload !== null && 'scores' in payload ? (payload as { scores: JsonValue }).scores : undefined;
  const isScore = (score: JsonValue): score is number | null => score === null || (typeof score === 'number' && Number.isFinite(score));
  return Array.isArray(scores) && (scores as readonly JsonValue[]).every(isScore) ? (scores as (number | null)[]) : undefined;
}

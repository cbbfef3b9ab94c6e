import { RankingError, requireDistinct } from '../ranking-error.js';
import type { JudgeQuestion } from './list-judge.js';

/**
 * What every judge checks before it describes, asks or reads a question: a seed among the members would be judged by itself and takes a place
 * in the list away. O(members + seeds).
 * @throws RankingError `TOO_FEW_CANDIDATES` for a list of nobody, `DUPLICATE_ID` for a member that is there twice or that is a seed or a
 * negative seed of the same question.
 */
export function requireJudgeable(question: JudgeQuestion): void {
  const ids = question.members.map((member) => member.id);
  if (ids.length === 0)
    throw new RankingError({
      code: 'TOO_FEW_CANDIDATES',
      field: 'members',
      value: [],
      problem: 'there is nobody to judge',
      remedy: 'Ask about lists with members only.',
    });
  requireDistinct('members', ids);
  refuseAmong('seeds', 'a seed', question.seeds, ids);
  refuseAmong('negativeSeeds', 'a negative seed', question.negativeSeeds, ids);
}

function refuseAmong(field: string, what: string, seeds: JudgeQuestion['seeds'], ids: readonly string[]): void {
  const members = new Set(ids);
  const seed = seeds.find(({ id }) => members.has(id));
  if (seed === undefined) return;
  throw new RankingError({
    code: 'DUPLICATE_ID',
    field,
    value: seed.id,
    problem: `${what} is a member of the list that is to be judged by it`,
    remedy: 'Leave the seeds and the negative seeds out of the candidates.',
  });
}

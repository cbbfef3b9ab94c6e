import type { TrueSkillModel, TrueSkillRatings } from '../aggregation/true-skill-model.js';
import { RankingError } from '../ranking-error.js';
import type { RankingTask } from './procedure.js';

/**
 * What AcuRank believes before the first judgement.
 * - `scores`: the stage-1 scores, moved linearly so that the best is 12.5 and the worst 10; places where there are no scores. That is where the
 *   BM25 scores of the best 100 passages lie that the paper starts from, so that scores on any scale have the weight they have there.
 * - `raw-scores`: the scores as they are, as in the authors' code. They have to be above 0, and on a scale that suits β = 25/6.
 * - `equal`: the same for everybody (the paper's ablation "default init").
 *
 * With the first two the deviation is a third of the mean.
 */
export type AcuRankStart = 'scores' | 'raw-scores' | 'equal';

const [BEST, WORST] = [12.5, 10];

/**
 * Ratings by place in `task.candidates`. O(n).
 * @param task checked by `requireTask`.
 * @throws RankingError `INVALID_SETTING` for no scores where `raw-scores` needs them, `INVALID_NUMBER` for scores that are not above 0 there.
 */
export function startingRatings(task: RankingTask, start: AcuRankStart, model: TrueSkillModel): TrueSkillRatings {
  const n = task.candidates.length;
  const scores = task.priorScores;
  if (start === 'equal') return { means: new Float64Array(n).fill(model.mean), deviations: new Float64Array(n).fill(model.deviation) };
  if (start === 'raw-scores') {
    if (!scores) throw unfit('INVALID_SETTING', null, 'there are none to start from');
    const low = scores.find((score) => score <= 0);
    if (low !== undefined) throw unfit('INVALID_NUMBER', low, 'a deviation of a third of it has to be above 0');
    return withThirds(Float64Array.from(scores));
  }
  const values = scores ?? task.candidates.map((_, place) => -place);
  const [best, worst] = [values.reduce((a, b) => Math.max(a, b), -Infinity), values.reduce((a, b) => Math.min(a, b), Infinity)];
  // Halved before they are subtracted: the distance of two finite numbers need not be finite.
  const span = best / 2 - worst / 2;
  return withThirds(Float64Array.from(values, (value) => (span > 0 ? WORST + ((value / 2 - worst / 2) / span) * (BEST - WORST) : BEST)));
}

function withThirds(means: Float64Array): TrueSkillRatings {
  return { means, deviations: means.map((mean) => mean / 3) };
}

const unfit = (code: 'INVALID_SETTING' | 'INVALID_NUMBER', value: number | null, problem: string) =>
  new RankingError({ code, field: 'priorScores', value, problem, remedy: 'Give scores that fit, or start from equal ratings.' });

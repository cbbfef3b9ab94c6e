import { createPrng } from '../random/prng.js';
import { gaussian } from '../random/gaussian.js';
import { requireWhole } from '../ranking-error.js';

/** Candidates whose true order is known, as a benchmark for ranking procedures. */
export interface SimulatedWorld {
  /** Ids in stage-1 order, best first. */
  readonly candidates: readonly string[];
  /** Stage-1 scores in that order. */
  readonly priorScores: readonly number[];
  /** How well each candidate truly fits; standard normal. */
  readonly utility: ReadonlyMap<string, number>;
  /** Graded relevance, 0 … 3: of a hundred or more candidates the best 5 have 3, the next 10 have 2, the next 20 have 1; of fewer as many twentieths. */
  readonly grade: ReadonlyMap<string, number>;
}

export interface SimulatedWorldSettings {
  readonly candidates: number;
  /** Correlation of the stage-1 score with the utility, 0 … 1. */
  readonly priorCorrelation: number;
  readonly seed: number;
}

/**
 * Draws a world: utilities are standard normal, stage-1 scores correlate with them as asked.
 * @throws RankingError for a number of candidates that is not whole or negative.
 */
export function simulatedWorld({ candidates: n, priorCorrelation, seed }: SimulatedWorldSettings): SimulatedWorld {
  requireWhole('candidates', n, 0);
  const prng = createPrng(seed);
  const spread = Math.sqrt(Math.max(0, 1 - priorCorrelation ** 2));
  const drawn = Array.from({ length: n }, (_, i) => {
    const utility = gaussian(prng);
    return { id: `c${String(i).padStart(4, '0')}`, utility, score: priorCorrelation * utility + spread * gaussian(prng) };
  });
  const byTruth = [...drawn].sort((a, b) => b.utility - a.utility);
  const scale = Math.min(1, n / 100);
  const grade = new Map(byTruth.map(({ id }, place) => [id, GRADE_ENDS.filter((end) => place < Math.round(end * scale)).length]));
  const byScore = [...drawn].sort((a, b) => b.score - a.score);
  return {
    candidates: byScore.map(({ id }) => id),
    priorScores: byScore.map(({ score }) => score),
    utility: new Map(drawn.map(({ id, utility }) => [id, utility])),
    grade,
  };
}

/** Places before which a candidate has at least grade 3, 2, 1. */
const GRADE_ENDS = [5, 15, 35];

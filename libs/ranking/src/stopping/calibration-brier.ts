import { equalMassBins } from './calibration-reliability.js';

/** The Brier score and what it is made of: score = reliability − resolution + uncertainty + withinBins. */
export interface BrierScore {
  /** Mean squared distance of probability and outcome (1 or 0): 0 is perfect, lower is better. */
  readonly score: number;
  /** Weighted mean of (stated − observed)² over the bins: what better calibration would save. ≥ 0. */
  readonly reliability: number;
  /** Weighted mean of (observed − base rate)² over the bins: what telling cases apart earns. ≥ 0. */
  readonly resolution: number;
  /** Base rate · (1 − base rate): the score of always stating the base rate. */
  readonly uncertainty: number;
  /** What is left because a bin holds different probabilities; 0 when each bin holds one, as in Murphy's formula. */
  readonly withinBins: number;
  /** Share of the outcomes that came true. */
  readonly baseRate: number;
  /** 1 − score / uncertainty: the share of the uncertainty that the predictions take away; null when all outcomes are the same. */
  readonly skill: number | null;
}

/**
 * Brier score (Brier 1950) with the decomposition of Murphy, "A new vector partition of the probability score", Journal of Applied Meteorology
 * 12, 1973. Without `bins`, predictions are grouped by equal probability, and the decomposition is exact; with `bins`, by equal mass
 * (see `reliability`), and `withinBins` holds the rest (Stephenson, Coelho, Jolliffe, Weather and Forecasting 23, 2008). O(n log n).
 * @throws RankingError `INVALID_NUMBER` for a probability outside [0, 1], `INVALID_SETTING` for no predictions, lists of different
 * lengths, or a number of bins that is none.
 */
export function brierScore(probabilities: readonly number[], outcomes: readonly boolean[], bins?: number): BrierScore {
  const groups = bins === undefined ? equalProbabilities(probabilities, outcomes) : equalMassBins(probabilities, outcomes, bins);
  const n = probabilities.length;
  const baseRate = outcomes.filter(Boolean).length / n;
  const score = probabilities.reduce((sum, p, i) => sum + (p - Number(outcomes[i])) ** 2, 0) / n;
  const uncertainty = baseRate * (1 - baseRate);
  let [reliability, resolution] = [0, 0];
  for (const group of groups) {
    const stated = group.reduce((sum, i) => sum + (probabilities[i] as number), 0) / group.length;
    const observed = group.filter((i) => outcomes[i]).length / group.length;
    reliability += (group.length * (stated - observed) ** 2) / n;
    resolution += (group.length * (observed - baseRate) ** 2) / n;
  }
  return {
    score,
    reliability,
    resolution,
    uncertainty,
    withinBins: bins === undefined ? 0 : score - (reliability - resolution + uncertainty),
    baseRate,
    skill: uncertainty === 0 ? null : 1 - score / uncertainty,
  };
}

function equalProbabilities(probabilities: readonly number[], outcomes: readonly boolean[]): readonly (readonly number[])[] {
  const [all = []] = equalMassBins(probabilities, outcomes, 1);
  const groups: number[][] = [];
  for (const i of all) {
    const last = groups.at(-1);
    if (last && probabilities[last[0] as number] === probabilities[i]) last.push(i);
    else groups.push([i]);
  }
  return groups;
}

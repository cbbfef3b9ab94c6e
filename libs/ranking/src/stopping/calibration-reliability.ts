import { requireWhole } from '../ranking-error.js';
import { requirePredictions } from './calibration-input.js';

/** Predictions of about the same probability, and how often they came true: a point of a reliability diagram. */
export interface ReliabilityBin {
  /** Predictions in the bin, ≥ 1. */
  readonly count: number;
  /** Lowest, mean and highest probability in it. */
  readonly low: number;
  readonly meanProbability: number;
  readonly high: number;
  /** Share of them that came true. */
  readonly observedShare: number;
}

/** How far stated probabilities and observed shares lie apart. */
export interface Reliability {
  /** By rising probability; bins that ties left empty are not listed. */
  readonly bins: readonly ReliabilityBin[];
  /** ECE: mean distance of stated and observed over the bins, each weighing its predictions. 0 is perfect. */
  readonly expectedCalibrationError: number;
  /** The largest distance of a bin. */
  readonly maximumCalibrationError: number;
}

/**
 * Reliability over bins of equal mass: bin b holds the predictions in (qᵦ₋₁, qᵦ], where qᵦ is the b/B quantile of the probabilities
 * (linear between order statistics); so equal probabilities share a bin, and bins differ by one prediction at most when all are different.
 * Expected calibration error: Σ n_b / n · |observed − stated| (Naeini, Cooper, Hauskrecht, AAAI 2015). It grows with the number of bins for
 * chance alone, so compare figures of the same number of bins and predictions only.
 * @param bins how many bins, ≥ 1; 10 by default. O(n log n).
 * @throws RankingError `INVALID_NUMBER`, `INVALID_SETTING`: see {@link requirePredictions}; `INVALID_SETTING` for a number of bins that is none.
 */
export function reliability(probabilities: readonly number[], outcomes: readonly boolean[], bins = 10): Reliability {
  const groups = equalMassBins(probabilities, outcomes, bins);
  const points = groups.map((group): ReliabilityBin => {
    const stated = group.map((i) => probabilities[i] as number);
    return {
      count: group.length,
      low: stated[0] as number,
      meanProbability: stated.reduce((sum, value) => sum + value, 0) / group.length,
      high: stated.at(-1) as number,
      observedShare: group.filter((i) => outcomes[i]).length / group.length,
    };
  });
  const distances = points.map(({ meanProbability, observedShare }) => Math.abs(meanProbability - observedShare));
  return {
    bins: points,
    expectedCalibrationError: points.reduce((sum, { count }, b) => sum + (count * (distances[b] as number)) / probabilities.length, 0),
    maximumCalibrationError: Math.max(...distances),
  };
}

/** Positions of the predictions by bin, by rising probability within and between bins; ties in the order given. No bin is empty. */
export function equalMassBins(
  probabilities: readonly number[],
  outcomes: readonly boolean[],
  bins: number,
): readonly (readonly number[])[] {
  requirePredictions(probabilities, outcomes);
  requireWhole('bins', bins, 1);
  const order = probabilities.map((_, i) => i).sort((a, b) => (probabilities[a] as number) - (probabilities[b] as number) || a - b);
  const sorted = order.map((i) => probabilities[i] as number);
  const groups: number[][] = [];
  let start = 0;
  for (let b = 1; b <= bins && start < order.length; b++) {
    const edge = b === bins ? Infinity : quantile(sorted, b, bins);
    let end = start;
    while (end < order.length && (sorted[end] as number) <= edge) end++;
    if (end > start) groups.push(order.slice(start, end));
    start = end;
  }
  return groups;
}

/** The b/B quantile, linear between order statistics. */
function quantile(sorted: readonly number[], b: number, bins: number): number {
  // Multiplied first: a quantile that falls on an order statistic is that one exactly.
  const place = (b * (sorted.length - 1)) / bins;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

import { RankingError } from '../ranking-error.js';
import { requireProbabilities } from './calibration-input.js';

/** One way a run may turn out, with the probabilities that its ranks have then. */
export interface RunCase {
  /** Probability of the case; those of all cases add up to 1. */
  readonly weight: number;
  /** Conditional probabilities in rank order. */
  readonly probabilities: Float64Array;
}

/** Distance and number of the nodes on each side of 0: ±4.5 standard deviations in quarters. */
const [STEP, SIDE] = [0.25, 18];

/**
 * The memberships of a run do not vary independently: seeds that were understood lift all of them, seeds that were not sink all. The cases of a
 * run effect u ~ N(0, spread²) that all ranks share: logit P(i | u) = aᵢ + u, with aᵢ chosen so that the mean over u is the given probability
 * (a logistic-normal mixture with marginal probabilities kept: Heagerty, "Marginally specified logistic-normal models", Biometrics 55, 1999).
 * The integral over u is the trapezoidal rule, which converges geometrically here (Trefethen and Weideman, SIAM Review 56, 2014); its nodes
 * are close enough together that counts of members have no gaps between cases.
 * Probabilities of 0 and 1 stay what they are. O(n · nodes).
 * @param spread standard deviation of the effect in logits, 0 … 10; 0 gives one case, the independent one.
 * @throws RankingError `INVALID_NUMBER` for a probability outside [0, 1], `INVALID_SETTING` for a spread out of its range.
 */
export function runCases(probabilities: ArrayLike<number>, spread: number): readonly RunCase[] {
  if (!(spread >= 0 && spread <= MOST_SPREAD)) {
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'spread',
      value: spread,
      problem: `a number from 0 to ${MOST_SPREAD} is needed`,
      remedy: 'Give the spread of the fitted model, or 0 for independent ranks.',
    });
  }
  requireProbabilities(probabilities);
  if (spread === 0) return [{ weight: 1, probabilities: Float64Array.from(probabilities) }];
  const centres = Float64Array.from(probabilities, (p) => centreFor(p, spread));
  return NODES.map(({ at, weight }) => ({ weight, probabilities: centres.map((centre) => logistic(centre + spread * at)) }));
}

const MOST_SPREAD = 10;

const NODES = (() => {
  const nodes = Array.from({ length: 2 * SIDE + 1 }, (_, i) => {
    const at = (i - SIDE) * STEP;
    return { at, weight: Math.exp((-at * at) / 2) };
  });
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return nodes.map(({ at, weight }) => ({ at, weight: weight / total }));
})();

/** 1 / (1 + e^−x), without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/**
 * The a for which the mean of logistic(a + u) is p. Newton's method on the logit of the mean, which is almost linear in a; from the
 * approximation logit(p) · √(1 + c² spread²), c = 16√3 / (15π) (Zeger, Liang, Albert, Biometrics 44, 1988, eq. 3.2).
 */
function centreFor(p: number, spread: number): number {
  if (p === 0) return -Infinity;
  // By symmetry, so that the small one of p and 1 − p is never taken from 1.
  if (p > 0.5) return -centreFor(1 - p, spread);
  const wanted = Math.log(p) - Math.log1p(-p);
  let centre = wanted * Math.sqrt(1 + (256 * 3 * spread * spread) / (225 * Math.PI * Math.PI));
  for (let i = 0; i < MOST_STEPS; i++) {
    let [mean, slope] = [0, 0];
    for (const { at, weight } of NODES) {
      const value = logistic(centre + spread * at);
      mean += weight * value;
      slope += weight * value * (1 - value);
    }
    const step = ((Math.log(mean) - Math.log1p(-mean) - wanted) * mean * (1 - mean)) / slope;
    centre -= step;
    if (!(Math.abs(step) > 1e-11)) break;
  }
  return centre;
}

/** Four are enough for every spread allowed; the rest is for numbers at the edge of what doubles hold. */
const MOST_STEPS = 30;

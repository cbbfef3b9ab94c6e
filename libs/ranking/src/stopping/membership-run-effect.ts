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
  const nodes = NODES.map(({ at, weight }) => ({ weight, fall: Math.exp(-spread * at) }));
  const odds = Float64Array.from(probabilities, (p) => Math.exp(-centreFor(p, spread, nodes)));
  return nodes.map(({ weight, fall }) => ({ weight, probabilities: odds.map((against) => 1 / (1 + against * fall)) }));
}

/** A node of the integral, with what it multiplies the odds against a rank with. */
interface Node {
  readonly weight: number;
  readonly fall: number;
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
 * The a for which the mean of logistic(a + u) is p. Newton's method on the logit of the mean, which is almost linear in a; from the larger of
 * the approximation logit(p) · √(1 + c² spread²), c = 16√3 / (15π) (Zeger, Liang, Albert, Biometrics 44, 1988), and of the bound
 * ln p − ln E[e^u], which is what a comes to for small p.
 */
function centreFor(p: number, spread: number, nodes: readonly Node[]): number {
  if (p === 0) return -Infinity;
  // By symmetry, so that the small one of p and 1 − p is never taken from 1.
  if (p > 0.5) return -centreFor(1 - p, spread, nodes);
  const bound = Math.log(p) - Math.log(nodes.reduce((sum, { weight, fall }) => sum + weight / fall, 0));
  if (p < TINY) return bound;
  const wanted = Math.log(p) - Math.log1p(-p);
  let centre = Math.max(bound, wanted * Math.sqrt(1 + (256 * 3 * spread * spread) / (225 * Math.PI * Math.PI)));
  for (let i = 0; i < MOST_STEPS; i++) {
    const against = Math.exp(-centre);
    let [mean, slope] = [0, 0];
    for (const { weight, fall } of nodes) {
      const value = 1 / (1 + against * fall);
      mean += weight * value;
      slope += weight * value * (1 - value);
    }
    const step = ((Math.log(mean) - Math.log1p(-mean) - wanted) * mean * (1 - mean)) / slope;
    centre -= step;
    if (!(Math.abs(step) > 1e-11)) break;
  }
  return centre;
}

/** Below it the logistic function is the exponential one in all cases, to the last digit. */
const TINY = 1e-100;

/** A handful are enough for every spread allowed. */
const MOST_STEPS = 30;

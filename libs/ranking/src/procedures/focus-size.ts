import type { FirstPage } from '../stopping/first-page.js';

/** What is believed before a round. */
export interface Belief {
  readonly utility: Float64Array;
  readonly deviation: Float64Array;
  /** Standard deviation of the judge's noise in units of utility. */
  readonly noise: number;
}

/** Fisher information of one place in a list about a utility, in units of the noise: about one stage's worth, for lists of any length. */
const INFORMATION = 0.9;

/**
 * How many of the likeliest candidates to judge with the slots of a round. Few are judged often, but leave out some that belong; many are judged
 * too seldom to be told apart. The expected loss of both, in members of the page:
 *
 *   left out:   Σ P over those that are not judged
 *   mistaken:   density of candidates at the threshold · deviation that is left after slots / m more exposures
 *
 * The density is Σ P(1 − P) / deviation, the deviation that is left 1 / √(1/v + slots / m · INFORMATION / noise²), v = the mean variance of those
 * near the threshold. Ours; both terms count the same.
 * @param order candidates by falling P. @param least and @param most bounds of the answer.
 * O(n).
 */
export function focusSize(order: readonly number[], page: FirstPage, belief: Belief, slots: number, least: number, most: number): number {
  const { probability } = page;
  const n = order.length;
  let [density, variance, nearby] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const undecided = (probability[i] as number) * (1 - (probability[i] as number));
    density += undecided / (belief.deviation[i] as number);
    variance += undecided * (belief.deviation[i] as number) ** 2;
    nearby += undecided;
  }
  if (nearby < 1e-12) return least;
  const leftOut = new Float64Array(n + 1);
  for (let i = n - 1; i >= 0; i--) leftOut[i] = (leftOut[i + 1] as number) + (probability[order[i] as number] as number);
  let best = least;
  let smallest = Infinity;
  for (let size = least; size <= most; size++) {
    const information = nearby / variance + ((slots / size) * INFORMATION) / belief.noise ** 2;
    const loss = (leftOut[size] as number) + density / Math.sqrt(information);
    if (loss < smallest) [smallest, best] = [loss, size];
  }
  return best;
}

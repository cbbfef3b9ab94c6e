import { addRank } from './cut-count-distribution.js';

/** What to expect of each cut 0 … n, when the ranks belong independently. A cut at t keeps the first t ranks. */
export interface CutExpectations {
  /** E[F1], with F1 = 2 · (members kept) / (t + members in the list), and 1 for keeping nothing where there is nothing. */
  readonly f1: Float64Array;
  /** E[share of the members that are kept], counting 0 where there is no member. */
  readonly recall: Float64Array;
}

/**
 * Exact expectations for all cuts together. With A = members among the first t, R = members below:
 * E[F1] = Σₐ P(A = a) · 2a · s(t, t + a) and E[recall] = Σₐ P(A = a) · a · s(t, a), where s(t, α) = E[1 / (α + R)] follows from the end:
 * s(n, α) = 1/α, s(t − 1, α) = p_t · s(t, α + 1) + (1 − p_t) · s(t, α).
 * The idea of the O(n²) algorithm of Ye, Chai, Lee, Chieu, "Optimizing F-measure: a tale of two approaches", ICML 2012 (Algorithm 1).
 * O(n²) time and memory.
 * @param probabilities in rank order, in [0, 1]; not checked.
 */
export function cutExpectations(probabilities: ArrayLike<number>): CutExpectations {
  const n = probabilities.length;
  const above = prefixDistributions(probabilities);
  const f1 = new Float64Array(n + 1);
  const recall = new Float64Array(n + 1);
  const inverse = Float64Array.from({ length: 2 * n + 1 }, (_, alpha) => (alpha === 0 ? 0 : 1 / alpha));
  let nobody = 1;
  for (let t = n; t > 0; t--) {
    const start = (t * (t + 1)) / 2;
    for (let a = 1; a <= t; a++) {
      const weight = a * (above[start + a] as number);
      f1[t] = (f1[t] as number) + 2 * weight * (inverse[t + a] as number);
      recall[t] = (recall[t] as number) + weight * (inverse[a] as number);
    }
    const p = probabilities[t - 1] as number;
    // After this, entry α is s(t − 1, α), right for α < n + t: more than is read from here on.
    for (let alpha = 1; alpha < n + t; alpha++) inverse[alpha] = p * (inverse[alpha + 1] as number) + (1 - p) * (inverse[alpha] as number);
    nobody *= 1 - p;
  }
  f1[0] = nobody;
  return { f1, recall };
}

/** P(a members among the first t) for all t and a ≤ t; those of t begin at t(t + 1)/2. */
function prefixDistributions(probabilities: ArrayLike<number>): Float64Array {
  const n = probabilities.length;
  const all = new Float64Array(((n + 1) * (n + 2)) / 2);
  const current = new Float64Array(n + 1);
  current[0] = 1;
  all[0] = 1;
  for (let t = 1; t <= n; t++) {
    addRank(current, t, probabilities[t - 1] as number);
    all.set(current.subarray(0, t + 1), (t * (t + 1)) / 2);
  }
  return all;
}

/**
 * How many independent comparisons one comparison within a list of L members is worth: 3 / (L + 1).
 *
 * A ranking of L members holds L − 1 comparisons a member, but they hang together: who is put high beats everybody at once. Between equally
 * strong members the number of wins has variance (L² − 1) / 12, where independent comparisons would have (L − 1) / 4; the former is
 * (L + 1) / 3 times the latter, for the covariances between members as well. Errors that count comparisons divide their number by it, in
 * the manner of a design effect (Kish, Survey Sampling, 1965). Exact for equal strengths and for L = 2 (where it is 1), on the careful side
 * for unequal ones.
 */
export function effectiveShare(listLength: number): number {
  return 3 / (listLength + 1);
}

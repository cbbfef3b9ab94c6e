/** Up to this many entries the MESED evaluation leaves the length of the prediction out of its denominator. */
const SHORT_PREDICTION = 50;

/**
 * The denominator D that MESED's AP@k and P@k share: `min(|gold|, k)` while the cut prediction holds at most 50 entries, and
 * `min(|gold|, entries, k)` beyond.
 *
 * At k ≤ 50 the second branch never applies. At k = 100 it forgives a prediction of 51 to 99 entries the gold entities it had no room for, while one of 50
 * entries is charged for all of them. So D falls, and the score rises, when a prediction of 50 gets one entry longer and |gold| > 51. The step is part of the
 * published numbers and is kept so that ours can be put beside them.
 *
 * @param goldCount |gold| without the seeds, at least 1.
 * @param predictedCount Entries of the prediction without the seeds, before the cut; repetitions count.
 * @param cutoff k, at least 1.
 */
export function mesedDenominator(goldCount: number, predictedCount: number, cutoff: number): number {
  const cutLength = Math.min(predictedCount, cutoff);
  return cutLength <= SHORT_PREDICTION ? Math.min(goldCount, cutoff) : Math.min(goldCount, cutLength, cutoff);
}

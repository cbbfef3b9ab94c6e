import { aggregationOf } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { effectiveShare } from './effective-comparisons.js';
import { indexJudgements } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';

/**
 * Win rate: the share of its comparisons that a candidate won. A ranked list of L members is L − 1 comparisons for each of them. "None
 * belong" and lists of one give no comparisons, but are counted as exposures; without comparisons the value is null.
 *
 * Standard errors are binomial, with two changes. The comparisons of a list hang together, so each counts as `effectiveShare` of one. And
 * one win and one loss are added, so that a few wins in a row do not look certain (Agresti and Caffo 2000): with m effective comparisons
 * and p̃ = (m·value + 1) / (m + 2) the error is √(p̃(1 − p̃) / (m + 2)). confidence(a, b) = Φ of the difference of p̃ over its error.
 *
 * Source: row sums of paired comparisons, David, "The Method of Paired Comparisons", 1963, as shares; errors: Agresti and Caffo, "Simple
 * and Effective Confidence Intervals for Proportions and Differences of Proportions", The American Statistician 54(4), 2000. O(total list
 * length).
 * @throws RankingError for the input as `indexJudgements` says.
 */
export const winRate: Aggregator = (input) => {
  const index = indexJudgements(input);
  const { offsets, members, noneBelong } = index;
  const n = input.candidates.length;
  const [won, met, effective] = [new Int32Array(n), new Int32Array(n), new Float64Array(n)];
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const [start, end] = [offsets[j]!, offsets[j + 1]!];
    const others = end - start - 1;
    const independent = others * effectiveShare(end - start);
    for (let at = start; at < end; at++) {
      const place = members[at]!;
      won[place]! += end - 1 - at;
      met[place]! += others;
      effective[place]! += independent;
    }
  }
  const cautious = effective.map((m, i) => (m * (won[i]! / Math.max(1, met[i]!)) + 1) / (m + 2));
  const variance = (place: number) => (cautious[place]! * (1 - cautious[place]!)) / (effective[place]! + 2);
  return aggregationOf(index, {
    value: (place) => (met[place]! > 0 ? won[place]! / met[place]! : null),
    standardError: (place) => (met[place]! > 0 ? Math.sqrt(variance(place)) : null),
    confidence: pairwiseConfidence(input.candidates, (a, b) =>
      met[a]! > 0 && met[b]! > 0 ? (cautious[a]! - cautious[b]!) / Math.sqrt(variance(a) + variance(b)) : 0,
    ),
  });
};

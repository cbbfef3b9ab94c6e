import { aggregationOf, onGrid } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { notConverged, requireBetween, type IterationSettings } from './iteration-settings.js';
import { requireWhole } from '../ranking-error.js';
import { indexJudgements, type JudgementIndex } from './judgement-index.js';

export interface PageRankSettings extends IterationSettings {
  /** Probability that the walker follows a comparison instead of starting anew, 0 < damping < 1. */
  readonly damping: number;
}

/**
 * PageRank of the comparisons: a walker goes from a candidate to one of those that beat it, as often as they did, and with probability
 * 1 − damping, or when nobody did, to anybody. The value is the share of its time that it spends at the candidate; all values add up to 1.
 * Candidates without comparisons are not part of the walk and have no value; "none belong" gives no comparisons. No standard errors.
 *
 * Unlinked groups: the fresh starts reach every group alike, so that values have one scale; but that a group has much of it only says that
 * it is large.
 *
 * Source: Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking", Stanford 1999; on comparisons of lists: Dedov, "JointRank", ICTIR
 * 2025. Power iteration. A list hands its members' shares upwards in one pass of running sums, so that an iteration takes O(total list
 * length) and pairs are never stored.
 * @param settings tolerance: largest change of a value, in units of the mean value, 1e-10; maxIterations 1,000.
 * @throws RankingError `INVALID_SETTING`; the aggregator `NOT_CONVERGED` and for its input as `indexJudgements` says.
 */
export function createPageRank(settings: Partial<PageRankSettings> = {}): Aggregator {
  const { damping = 0.85, tolerance = 1e-10, maxIterations = 1000 } = settings;
  requireBetween('damping', damping, 0, 1, true);
  requireBetween('tolerance', tolerance, 0, Infinity, true);
  requireWhole('maxIterations', maxIterations, 1);
  return (input) => {
    const index = indexJudgements(input);
    const { losses, compared, count } = countLosses(index);
    let shares = compared.map((isCompared) => isCompared / Math.max(1, count));
    let next = new Float64Array(shares.length);
    const perLoss = new Float64Array(shares.length);
    let iterations = 0;
    for (let residual = count > 0 ? Infinity : 0; residual > tolerance; [shares, next] = [next, shares]) {
      if (iterations === maxIterations) throw notConverged('pageRank', iterations, residual, 'Allow more passes, or a larger tolerance.');
      iterations++;
      let dangling = 0;
      for (let place = 0; place < shares.length; place++) {
        if (losses[place] === 0) dangling += shares[place]!;
        else perLoss[place] = shares[place]! / losses[place]!;
      }
      next.fill(0);
      passUpwards(index, perLoss, next);
      const anybody = (1 - damping + damping * dangling) / count;
      residual = 0;
      for (let place = 0; place < shares.length; place++) {
        next[place] = compared[place]! * (damping * next[place]! + anybody);
        residual = Math.max(residual, count * Math.abs(next[place]! - shares[place]!));
      }
    }
    return aggregationOf(index, { value: (place) => (compared[place] === 1 ? onGrid(shares[place]!, 1e9 * count) : null), iterations });
  };
}

/** {@link createPageRank} with damping 0.85. */
export const pageRank: Aggregator = createPageRank();

/** How often each candidate was put below another one, who took part in a comparison (1 or 0), and how many did. */
function countLosses({ candidates, offsets, members, noneBelong }: JudgementIndex) {
  const [losses, compared] = [new Float64Array(candidates.length), new Float64Array(candidates.length)];
  for (let j = 0; j < noneBelong.length; j++) {
    const [start, end] = [offsets[j]!, offsets[j + 1]!];
    if (noneBelong[j] === 1 || end - start < 2) continue;
    for (let at = start; at < end; at++) {
      losses[members[at]!]! += at - start;
      compared[members[at]!] = 1;
    }
  }
  return { losses, compared, count: compared.reduce((sum, one) => sum + one, 0) };
}

/** Adds to every member what those below it in its lists hand on for each of their losses. */
function passUpwards({ offsets, members, noneBelong }: JudgementIndex, perLoss: Float64Array, received: Float64Array): void {
  for (let j = 0; j < noneBelong.length; j++) {
    if (noneBelong[j] === 1) continue;
    const start = offsets[j]!;
    let below = 0;
    for (let at = offsets[j + 1]! - 1; at >= start; at--) {
      const place = members[at]!;
      received[place]! += below;
      below += perLoss[place]!;
    }
  }
}

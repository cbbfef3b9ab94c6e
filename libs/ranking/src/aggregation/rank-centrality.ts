import { requireWhole } from '../ranking-error.js';
import { aggregationOf, onGrid } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { noFiniteAnswer, notConverged, requireBetween, type IterationSettings } from './iteration-settings.js';
import { indexJudgements, type JudgementIndex } from './judgement-index.js';
import { pairwiseCounts, type PairwiseCounts } from './pairwise-counts.js';
import { stronglyConnected, winnersGraph } from './strongly-connected.js';

export interface RankCentralitySettings extends IterationSettings {
  /** Wins added to both sides of every pair that met, ≥ 0. 0 is the method of the paper, which needs every candidate to be beaten. */
  readonly smoothing: number;
}

/**
 * Rank Centrality: a walker at i goes to j at the rate at which j beats i among the comparisons of the two, (wⱼᵢ + s) / (wᵢⱼ + wⱼᵢ + 2s),
 * whatever their number. The share of time π it spends at a candidate estimates its Bradley–Terry strength; the value is ln π less the mean
 * of ln π in the candidate's group, the scale of `bradleyTerry`. Values of unlinked groups cannot be compared, which `notes` says.
 * Candidates without comparisons have no value; "none belong" gives no comparisons. No standard errors.
 *
 * Source: Negahban, Oh, Shah, "Rank Centrality: Ranking from Pairwise Comparisons", NIPS 2012 and Operations Research 65(1), 2017. The
 * smoothing is a Beta(s, s) prior on every pair that met. The chain is walked from jump to jump (without the paper's waiting times 1 − d /
 * dₘₐₓ, which leave π as it is but slow), and stays put in a tenth of the steps, so that it cannot swing between two halves of the
 * candidates. O(Σ L²) to count and O(pairs) an iteration; memory linear in the comparisons.
 * @param settings smoothing 1; tolerance: largest relative change of a share, 1e-9 (values are rounded to 1e-6); maxIterations 10,000.
 * @throws RankingError `INVALID_SETTING`; the aggregator `NOT_CONVERGED`, without smoothing also when some candidates never lost to the
 * others of their group or never won, and for its input as `indexJudgements` says.
 */
export function createRankCentrality(settings: Partial<RankCentralitySettings> = {}): Aggregator {
  const { smoothing = 1, tolerance = 1e-9, maxIterations = 10_000 } = settings;
  requireBetween('smoothing', smoothing, 0, Infinity);
  requireBetween('tolerance', tolerance, 0, Infinity, true);
  requireWhole('maxIterations', maxIterations, 1);
  return (input) => {
    const index = indexJudgements(input);
    const counts = pairwiseCounts(index);
    if (smoothing === 0 && !allReachable(index, counts))
      throw noFiniteAnswer('rankCentrality', 'Set smoothing above 0, or judge lists in which those candidates meet others.');
    const { shares, iterations } = walk(counts, smoothing, tolerance, maxIterations);
    const logs = shares.map((share) => (share > 0 ? Math.log(share) : 0));
    const means = groupMeans(index, logs);
    const groups = index.components.filter((group) => group.length > 1).length;
    return aggregationOf(index, {
      value: (place) => (shares[place]! > 0 ? onGrid(logs[place]! - means[index.componentOf[place]!]!, 1e6) : null),
      iterations,
      notes:
        groups > 1 ? [`The judgements fall into ${groups} groups that nothing links; values of different groups cannot be compared.`] : [],
    });
  };
}

/** {@link createRankCentrality} with one win added to both sides of a pair. */
export const rankCentrality: Aggregator = createRankCentrality();

/** Whether everybody can be reached from everybody of the group by going from losers to winners. */
function allReachable(index: JudgementIndex, counts: PairwiseCounts): boolean {
  return stronglyConnected(winnersGraph(counts, (wins) => wins > 0)).count === index.components.length;
}

/** Part of the steps in which the walker moves. */
const MOVING = 0.9;

/** Stationary shares of time; 0 for candidates without comparisons. */
function walk({ starts, others, wins, losses }: PairwiseCounts, smoothing: number, tolerance: number, maxIterations: number) {
  const n = starts.length - 1;
  // By pair: the rate from the later to the earlier candidate; back it is 1 less that.
  const up = new Float64Array(others.length);
  const out = new Float64Array(n);
  for (let a = 0; a < n; a++) {
    for (let pair = starts[a]!; pair < starts[a + 1]!; pair++) {
      up[pair] = (wins[pair]! + smoothing) / (wins[pair]! + losses[pair]! + 2 * smoothing);
      out[a]! += 1 - up[pair]!;
      out[others[pair]!]! += up[pair]!;
    }
  }
  // jumps[i] is how often the walker leaves i; it stays 1 / out[i] each time.
  let jumps = out.map((rate) => (rate > 0 ? 1 : 0));
  let next = new Float64Array(n);
  const perRate = new Float64Array(n);
  let iterations = 0;
  for (let residual = others.length > 0 ? Infinity : 0; residual > tolerance; [jumps, next] = [next, jumps]) {
    if (iterations === maxIterations) throw notConverged('rankCentrality', iterations, residual, 'Allow more passes, or more smoothing.');
    iterations++;
    for (let a = 0; a < n; a++) perRate[a] = out[a]! > 0 ? jumps[a]! / out[a]! : 0;
    next.fill(0);
    for (let a = 0; a < n; a++) {
      const rateOfA = perRate[a]!;
      const end = starts[a + 1]!;
      let arriving = 0;
      for (let pair = starts[a]!; pair < end; pair++) {
        const b = others[pair]!;
        const rate = up[pair]!;
        arriving += rate * perRate[b]!;
        next[b]! += (1 - rate) * rateOfA;
      }
      next[a]! += arriving;
    }
    residual = 0;
    for (let a = 0; a < n; a++) {
      const before = jumps[a]!;
      next[a] = before + MOVING * (next[a]! - before);
      if (before > 0) residual = Math.max(residual, Math.abs(next[a]! - before) / before);
    }
  }
  return { shares: jumps.map((jump, a) => (jump > 0 ? jump / out[a]! : 0)), iterations };
}

/** Mean of the logarithms in every group. */
function groupMeans({ components, componentOf }: JudgementIndex, logs: Float64Array): Float64Array {
  const means = new Float64Array(components.length);
  logs.forEach((log, place) => (means[componentOf[place]!]! += log / components[componentOf[place]!]!.length));
  return means;
}

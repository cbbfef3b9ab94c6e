import { averagePrecision } from './average-precision.js';
import { cappedPrecision } from './capped-precision.js';
import { hitsAt } from './hits.js';
import { METRIC_CUTOFFS } from './metric-input.js';
import type { MetricCutoff } from './metric-input.js';
import { ndcg } from './ndcg.js';
import { poolRecall } from './pool-recall.js';
import { reciprocalRank } from './reciprocal-rank.js';

const METRICS_AT_CUTOFF = { map: averagePrecision, p: cappedPrecision, hits: hitsAt, ndcg } as const;

/** A metric that is taken at each cutoff: MESED AP, MESED P (capped), hits / k, binary nDCG. */
export type CutoffMetric = keyof typeof METRICS_AT_CUTOFF;

/** A metric as it is named in stored results. `map@k` is the AP@k of one query, and its mean once averaged. */
export type MetricName = `${CutoffMetric}@${MetricCutoff}` | 'rr';

/** All metrics of one query, each in [0, 1]. `pool-recall` is there when the candidate pool was given. */
export type QueryScores = Record<MetricName, number> & { 'pool-recall'?: number };

/** One answered query. */
export interface ScoredQuery {
  /** The whole ranking, best first. Seeds in it are removed; a repeated id counts at its first occurrence and later only takes up ranks. */
  readonly rankedIds: readonly string[];
  /** The members of the class. Seeds in it are removed. */
  readonly goldIds: Iterable<string>;
  /** All seeds of the query, three or five alike. */
  readonly seedIds: Iterable<string>;
  /** All candidates of stage 1, when their recall is wanted. Seeds in it are removed. */
  readonly poolIds?: Iterable<string>;
}

/**
 * Computes every metric for one query at every one of {@link METRIC_CUTOFFS}.
 *
 * Seeds are removed from the prediction and from the gold set before anything is counted, so that a method neither gains by repeating them nor loses by
 * leaving them out. All seeds are removed; MESED's own code leaves the fourth and fifth of a 5-seed query in, and its figures for those queries differ for that reason.
 *
 * @throws {EvaluationError} `EMPTY_GOLD_SET` when the gold set holds nothing but seeds.
 */
export function scoreQuery({ rankedIds, goldIds, seedIds, poolIds }: ScoredQuery): QueryScores {
  const seeds = new Set(seedIds);
  const ranked = rankedIds.filter((id) => !seeds.has(id));
  const gold = new Set([...goldIds].filter((id) => !seeds.has(id)));
  const atCutoffs = Object.entries(METRICS_AT_CUTOFF).flatMap(([name, metric]) =>
    METRIC_CUTOFFS.map((cutoff) => [`${name}@${cutoff}`, metric(ranked, gold, cutoff)] as const),
  );
  // fromEntries forgets the names that the two constants above spell out.
  const scores = { ...Object.fromEntries(atCutoffs), rr: reciprocalRank(ranked, gold) } as QueryScores;
  if (poolIds !== undefined) scores['pool-recall'] = poolRecall(poolIds, gold);
  return scores;
}

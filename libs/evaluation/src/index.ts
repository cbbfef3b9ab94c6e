export { EvaluationError } from './evaluation-error.js';
export type { EvaluationErrorCode, EvaluationErrorDetail } from './evaluation-error.js';

export { METRIC_CUTOFFS } from './metrics/metric-input.js';
export type { MetricCutoff } from './metrics/metric-input.js';
export { averagePrecision } from './metrics/average-precision.js';
export { cappedPrecision } from './metrics/capped-precision.js';
export { hitsAt } from './metrics/hits.js';
export { ndcg } from './metrics/ndcg.js';
export { poolRecall } from './metrics/pool-recall.js';
export { reciprocalRank } from './metrics/reciprocal-rank.js';
export { scoreQuery } from './metrics/score-query.js';
export type { CutoffMetric, MetricName, QueryScores, ScoredQuery } from './metrics/score-query.js';
export { macroAverage } from './metrics/macro-average.js';
export type { ClassQueryScores, MacroAverage, QueryIndexAverage } from './metrics/macro-average.js';

export { bootstrapInterval } from './significance/bootstrap-interval.js';
export type { BootstrapIntervalInput, BootstrapIntervalResult } from './significance/bootstrap-interval.js';
export { fisherRandomisation } from './significance/fisher-randomisation.js';
export type { FisherRandomisationInput, FisherRandomisationResult } from './significance/fisher-randomisation.js';
export { holm } from './significance/holm.js';
export type { Comparison, HolmComparison } from './significance/holm.js';
export { pairScores, scoreDifferences } from './significance/paired-scores.js';
export type { PairedScore } from './significance/paired-scores.js';

export type { FormatIssue } from './formats/format-issue.js';
export { parseMesedGroundTruth } from './formats/mesed-ground-truth.js';
export type { MesedGroundTruth, MesedGroundTruthIssueCode, MesedLabel } from './formats/mesed-ground-truth.js';
export { parseMesedQueries } from './formats/mesed-queries.js';
export type { MesedQuery, MesedQueryFile, MesedQueryIssueCode } from './formats/mesed-queries.js';
export { parseTrecQrels, writeTrecQrels } from './formats/trec-qrels.js';
export type { RelevanceLabel, TrecQrels, TrecQrelsIssueCode } from './formats/trec-qrels.js';
export { parseTrecRun, writeTrecRun } from './formats/trec-run.js';
export type { RankedEntity, RankedQuery, TrecRun, TrecRunInput, TrecRunIssueCode } from './formats/trec-run.js';

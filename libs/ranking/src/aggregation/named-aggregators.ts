import type { Aggregator } from './aggregator.js';
import { borda } from './borda.js';
import { bradleyTerry } from './bradley-terry.js';
import { pageRank } from './page-rank.js';
import { plackettLuce } from './plackett-luce.js';
import { rankCentrality } from './rank-centrality.js';
import { rankFusion } from './reciprocal-rank-fusion.js';
import { thurstone } from './thurstone.js';
import { trueSkill } from './true-skill.js';
import { winRate } from './win-rate.js';

/** Aggregators that can be chosen by name for a run, with their defaults. Kemeny is not among them: it takes short lists only. */
export const AGGREGATOR_NAMES = [
  'borda',
  'reciprocal-rank-fusion',
  'win-rate',
  'page-rank',
  'bradley-terry',
  'plackett-luce',
  'rank-centrality',
  'trueskill',
  'thurstone',
] as const;

export type AggregatorName = (typeof AGGREGATOR_NAMES)[number];

/** The aggregator of each name. */
export const AGGREGATORS: Readonly<Record<AggregatorName, Aggregator>> = {
  borda,
  'reciprocal-rank-fusion': rankFusion,
  'win-rate': winRate,
  'page-rank': pageRank,
  'bradley-terry': bradleyTerry,
  'plackett-luce': plackettLuce,
  'rank-centrality': rankCentrality,
  trueskill: trueSkill,
  thurstone,
};

/**
 * Time of every aggregator on 1,000 judgements of 20, over 200 and over 1,000 candidates, in milliseconds and as a ratio to a plain loop over
 * the same judgements that adds up each candidate's ranks.
 *
 *     node --conditions=@etcetera/source --import tsx tools/bench/ranking/aggregation.ts [--quick]
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { AggregationInput, Aggregator } from '../../../libs/ranking/src/aggregation/aggregator.js';
import { borda } from '../../../libs/ranking/src/aggregation/borda.js';
import { bradleyTerry } from '../../../libs/ranking/src/aggregation/bradley-terry.js';
import { pageRank } from '../../../libs/ranking/src/aggregation/page-rank.js';
import { rankCentrality } from '../../../libs/ranking/src/aggregation/rank-centrality.js';
import { rankFusion } from '../../../libs/ranking/src/aggregation/reciprocal-rank-fusion.js';
import { winRate } from '../../../libs/ranking/src/aggregation/win-rate.js';
import type { Judgement } from '../../../libs/ranking/src/judging/judgement.js';
import { gaussian } from '../../../libs/ranking/src/random/gaussian.js';
import { createPrng } from '../../../libs/ranking/src/random/prng.js';

/** Median time of one aggregation, and how many plain loops it lasts. */
export interface AggregationTime {
  readonly ms: number;
  readonly overPlainLoop: number;
}

const SIZES = [200, 1000] as const;
const [JUDGEMENTS, LIST_LENGTH] = [1000, 20];
const FOLDER = new URL('../../../libs/ranking/src/aggregation/', import.meta.url);

/**
 * @returns by aggregator the slower of the two sizes, and by `aggregator@candidates` each of them.
 */
export async function measureAggregation(options: { readonly quick: boolean }): Promise<Readonly<Record<string, AggregationTime>>> {
  const aggregators: Record<string, Aggregator> = {
    borda,
    'reciprocal-rank-fusion': rankFusion,
    'win-rate': winRate,
    'page-rank': pageRank,
    'bradley-terry': bradleyTerry,
    'rank-centrality': rankCentrality,
    ...(await optional('plackett-luce', 'plackettLuce')),
    ...(await optional('true-skill', 'trueSkill')),
    ...(await optional('thurstone', 'thurstone')),
  };
  const [warmUp, runs] = options.quick ? [8, 11] : [15, 41];
  const times: Record<string, AggregationTime> = {};
  for (const size of SIZES) {
    const input = madeInput(size);
    const plain = medianMs(() => plainLoop(input), 200, 201);
    for (const [name, aggregate] of Object.entries(aggregators)) {
      const ms = medianMs(() => aggregate(input), warmUp, runs);
      const time = { ms: rounded(ms), overPlainLoop: rounded(ms / plain) };
      times[`${name}@${size}`] = time;
      if (time.ms > (times[name]?.ms ?? 0)) times[name] = time;
    }
  }
  return times;
}

/** An aggregator that may not be there. */
async function optional(file: string, name: string): Promise<Record<string, Aggregator>> {
  const url = new URL(`${file}.ts`, FOLDER);
  if (!existsSync(url)) return {};
  const module = (await import(url.href)) as Record<string, Aggregator>;
  return module[name] ? { [file]: module[name] } : {};
}

/** Lists at random, ordered by strength plus noise of about the same size; stage-1 scores that follow the strengths loosely. */
function madeInput(candidateCount: number): AggregationInput {
  const prng = createPrng(candidateCount);
  const candidates = Array.from({ length: candidateCount }, (_, i) => `candidate-${i}`);
  const strengths = new Map(candidates.map((id) => [id, gaussian(prng)]));
  const judgements = Array.from({ length: JUDGEMENTS }, (): Judgement => {
    const shownIds = prng.shuffled(candidates).slice(0, LIST_LENGTH);
    const seen = new Map(shownIds.map((id) => [id, (strengths.get(id) as number) + gaussian(prng)]));
    return { shownIds, rankedIds: [...shownIds].sort((a, b) => (seen.get(b) as number) - (seen.get(a) as number)), outcome: 'complete' };
  });
  return { candidates, judgements, priorScores: candidates.map((id) => (strengths.get(id) as number) + 2 * gaussian(prng)) };
}

/** What any aggregator has to do at the least: look at every member of every judgement once. */
function plainLoop({ candidates, judgements }: AggregationInput): Map<string, number> {
  const sums = new Map(candidates.map((id) => [id, 0]));
  for (const { rankedIds } of judgements) rankedIds.forEach((id, i) => sums.set(id, (sums.get(id) as number) + i + 1));
  return sums;
}

/**
 * Median of `runs` times. A time is the smaller of what the clock says, which counts other work on the machine, and of what the process
 * used on all its threads, which counts what the collector and the compiler do beside it: alone on a machine it takes no longer than either.
 */
function medianMs(task: () => unknown, warmUp: number, runs: number): number {
  for (let i = 0; i < warmUp; i++) task();
  const times = Array.from({ length: runs }, () => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    task();
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - start, (user + system) / 1000);
  }).sort((a, b) => a - b);
  return times[times.length >> 1] as number;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await measureAggregation({ quick: process.argv.includes('--quick') }), null, 2));
}

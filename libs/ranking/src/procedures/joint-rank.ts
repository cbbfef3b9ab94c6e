import type { Aggregator } from '../aggregation/aggregator.js';
import { orderOf } from '../aggregation/order-of.js';
import { pageRank } from '../aggregation/page-rank.js';
import { balancedDesign } from '../list-design/balanced-design.js';
import type { ListDesign } from '../list-design/list-design.js';
import { requireWhole } from '../ranking-error.js';
import { createPrng } from '../random/prng.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, StartProcedure } from './procedure.js';

export interface JointRankOptions {
  /** Makes one ranking of all judgements. PageRank by default, as in the paper's experiments on texts. */
  readonly aggregator?: Aggregator;
  /** {@link balancedDesign} by default: equi-replicate, as in the paper, with evenly spread pairs. */
  readonly design?: ListDesign;
  /** r, the lists that each candidate is in. As many as the calls allow by default (the paper: 2 to 4). */
  readonly replicas?: number;
}

/**
 * JointRank: overlapping blocks, judged all at once, and one aggregation of the comparisons that they imply.
 *
 * One round of ⌈n · r / L⌉ calls. The lists of a block design overlap only from r = 2 on: when the calls do not allow two lists (or
 * `replicas`, if that is 1) for each candidate, the head of the stage-1 order is judged so, and the candidates beyond it keep their order
 * below. With a single call, one list of the first L is judged.
 *
 * What partial, malformed and "none belong" judgements count for is the aggregator's rule. Candidates to which it gives no value rank below
 * those that have one; stage-1 order breaks ties.
 *
 * Source: JointRank (Dedov, ICTIR 2025, arXiv 2506.22262) and its code (V3RGANz/jointrank: L = 20, r = 4 or L = 10, r = 2 for n = 100;
 * L = 100, r = 3 for n = 1,000; PageRank). Its code adds the members that an answer leaves out to the end of the list.
 * Complexity: of the design and the aggregator.
 */
export function jointRank(options: JointRankOptions = {}): StartProcedure {
  if (options.replicas !== undefined) requireWhole('replicas', options.replicas, 1);
  return (task) => {
    requireTask(task);
    return judgeBlocks(task, options);
  };
}

function* judgeBlocks(task: RankingTask, options: JointRankOptions): Procedure {
  const { candidates, maxCalls } = task;
  if (candidates.length < 2) return { order: candidates, endedBy: 'done', notes: [] };
  if (maxCalls === 0) return { order: candidates, endedBy: 'calls', notes: [] };

  const design = options.design ?? balancedDesign;
  const { covered, replicas } = coverage(task, design, options.replicas);
  const head = candidates.slice(0, covered);
  const lists = design.lists(head, { listLength: task.listLength, listsPerCandidate: replicas }, createPrng(task.seed));
  const judgements = yield lists;
  const outcomes = new OutcomeCount();
  outcomes.add(judgements);

  const priorScores = task.priorScores?.slice(0, covered);
  const aggregation = (options.aggregator ?? pageRank)({ candidates: head, judgements, ...(priorScores && { priorScores }) });
  return {
    order: [...orderOf(aggregation, head), ...candidates.slice(covered)],
    endedBy: covered === candidates.length && replicas === options.replicas ? 'done' : 'calls',
    notes: [
      ...(covered < candidates.length ? [`The calls covered the first ${covered} of ${candidates.length} candidates.`] : []),
      ...aggregation.notes,
      ...outcomes.notes(MEANING),
    ],
  };
}

/** How many candidates, from the first on, are judged in how many lists each, so that the design keeps to the calls. */
function coverage(task: RankingTask, design: ListDesign, wanted = Infinity): { readonly covered: number; readonly replicas: number } {
  const { listLength, maxCalls } = task;
  const n = task.candidates.length;
  const fits = (candidates: number, listsPerCandidate: number) => design.count(candidates, { listLength, listsPerCandidate }) <= maxCalls;
  let replicas = Math.min(wanted, Math.floor((maxCalls * Math.min(listLength, n)) / n));
  while (replicas > 0 && !fits(n, replicas)) replicas--;
  const least = n <= listLength || maxCalls === 1 ? 1 : Math.min(2, wanted);
  if (replicas >= least) return { covered: n, replicas };
  let covered = Math.min(n, Math.floor((maxCalls * listLength) / least));
  while (covered > 1 && !fits(covered, least)) covered--;
  return { covered, replicas: least };
}

const MEANING = {
  partial: 'the aggregator counted those they ranked',
  'none-belong': 'the aggregator put their members last',
  malformed: 'they counted for nobody',
};

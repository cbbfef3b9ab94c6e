import type { Procedure, RankingTask } from '../procedures/procedure.js';
import { createPrng } from '../random/prng.js';
import { balancedShortLists } from './balanced-design.js';

/**
 * The paper's second stage as a procedure: all short lists of a balanced design in one round, each candidate in exactly r of them.
 * It returns the stage-1 order: what the judgements make of it is the aggregator's business.
 */
export function* balancedRound(task: RankingTask, listsPerCandidate: number): Procedure {
  const lists = balancedShortLists(task.candidates, task.listLength, listsPerCandidate, createPrng(task.seed));
  if (lists.length > 0) yield lists;
  return { order: task.candidates, endedBy: 'done', notes: [] };
}

import { lengthPenalty } from './length-penalty.js';
import type { SearchSpace } from './search-space.js';

/** By what names are ranked, and what a prefix can still become. */
export interface NameScoring {
  /** Score of the name that ends at a leaf. */
  score(leaf: number, logProbability: number): number;
  /** What no name below a node that is searched for can exceed, given the log-probability of the node. */
  bound(node: number, logProbability: number): number;
}

/** lp(n) for names of 0 to `longest` tokens (that of 0 is of no use). */
export function lengthPenalties(longest: number, alpha: number): Float64Array {
  return Float64Array.from({ length: longest + 1 }, (_, length) => lengthPenalty(length, alpha));
}

/**
 * The length-normalised log-probability: logP(name) / lp(length). A prefix with log-probability l can at best become l / lp(longest name below):
 * log-probabilities only fall, and a longer name divides by more.
 */
export function plainScoring(space: SearchSpace, alpha: number): NameScoring {
  const penalties = lengthPenalties(space.longestBelow(0), alpha);
  return {
    score: (leaf, logProbability) => logProbability / (penalties[space.tree.depthOf(leaf)] as number),
    bound: (node, logProbability) => logProbability / (penalties[space.longestBelow(node)] as number),
  };
}

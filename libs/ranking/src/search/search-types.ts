import type { Calibration } from './leaf-scoring.js';
import type { ObservedAssumption, ObservedBoundOptions } from './observed-bound.js';
import type { SpaceOptions } from './search-space.js';

/** An entity that the search found. */
export interface SampledEntity {
  readonly entityId: string;
  /** log P(name, end | prompt), natural logarithm, over the full vocabulary or, renormalised, over the allowed tokens. */
  readonly logProbability: number;
  /** Tokens of the best form, end marker included. */
  readonly length: number;
  /** What it is ranked by: logProbability / lp(length), or the prior-calibrated score. */
  readonly score: number;
  /** Leaf of the best form in the tree. */
  readonly leaf: number;
}

/** How far a search is. Both lists are made when asked for, and only right until the next batch. */
export interface SearchProgress {
  /** Model steps so far. */
  readonly steps: number;
  /** Entities found so far. */
  readonly found: number;
  /** The best so far, in order, at most K: what a first page can show. */
  best(): readonly SampledEntity[];
  /** The first of `best` that no open bound reaches: they are in their final place. By an observed bound, as far as that one holds. */
  proved(): readonly SampledEntity[];
}

export interface BestFirstOptions extends SpaceOptions {
  readonly prompt: readonly number[];
  /** K: how many entities are wanted. */
  readonly count: number;
  /** α of the length penalty. */
  readonly alpha: number;
  /** The search gives up before it would take more model steps than this, and says so. */
  readonly maxSteps: number;
  /** Searches by the prior-calibrated score instead of the length-normalised log-probability. */
  readonly calibration?: Calibration;
  /** Goes by what continuations were observed to bring instead of what they could bring at best: fewer steps, no proof. */
  readonly observed?: ObservedBoundOptions;
  /**
   * `bound` (default) asks the best bound first. `cache` prefers, among what has to be asked anyway, what goes on from the last batch: nearly the same
   * steps in an order that suits a model which keeps states. Results are the same; recorded runs have to be replayed with the order they had.
   */
  readonly order?: 'bound' | 'cache';
  /** Called after each batch. */
  readonly onProgress?: (steps: number, found: number, progress: SearchProgress) => void;
  readonly signal?: AbortSignal;
}

export interface SearchOutcome {
  /** Best first; ties by entity id. At most `count`; names that the model calls impossible are never among them. */
  readonly entities: readonly SampledEntity[];
  /** Model steps taken. */
  readonly steps: number;
  /** True when the result is proved to be the exact top K. False when `maxSteps` ended the search, or an observed bound left prefixes unasked that could hold better names. */
  readonly exact: boolean;
  /** `steps`: the next batch would have gone beyond `maxSteps`. `bound`: nothing was left that could be better, by the bound in use. */
  readonly endedBy: 'bound' | 'steps';
  /** How many of the first entities are proved to be in their place, whatever ended the search. */
  readonly proved: number;
  /** What decided which prefixes were worth a step. */
  readonly bound: 'admissible' | 'observed';
  /** What the observed bound took for granted in the end; null with the admissible one, which takes nothing for granted. */
  readonly assumed: ObservedAssumption | null;
}

import type { Judgement } from '../judging/judgement.js';

/** What an aggregator is given. */
export interface AggregationInput {
  /** Ids of the candidates, all different; judgements about others are refused. */
  readonly candidates: readonly string[];
  readonly judgements: readonly Judgement[];
  /** Stage-1 scores in the order of `candidates`, higher is better, on any scale; only aggregators with a prior read them. */
  readonly priorScores?: readonly number[];
}

/** What all judgements together say of one candidate. */
export interface GlobalScore {
  readonly entityId: string;
  /** Higher is better, on the aggregator's own scale; null when no judgement counted for the candidate and there is no prior. */
  readonly value: number | null;
  /** Standard error of `value`; null where the aggregator has none or the data do not give one. */
  readonly standardError: number | null;
  /** Judgements that counted for the candidate. */
  readonly exposures: number;
}

/** A global ranking with what is known of its making. */
export interface Aggregation {
  /** In the order of `candidates`. */
  readonly scores: readonly GlobalScore[];
  /**
   * Groups of candidates that no judgement links, largest first: values of different groups are comparable only through the prior,
   * or not at all. One group = everything can be compared. Candidates that were never ranked are groups of one.
   */
  readonly components: readonly (readonly string[])[];
  /** Passes over the data of an iterative aggregator; 0 for a closed form. */
  readonly iterations: number;
  /** What the aggregator did beside its formula, in words for people; empty when nothing was out of the ordinary. */
  readonly notes: readonly string[];
  /** P(a is truly better than b), in (0, 1); absent where the aggregator has no errors to tell it from. */
  readonly confidence?: (a: string, b: string) => number;
}

/** Maps local ranks to one global ranking. */
export type Aggregator = (input: AggregationInput) => Aggregation;

import { requireWhole } from '../ranking-error.js';
import { aggregationOf, onGrid } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { bradleyTerryErrors, type BradleyTerryErrors } from './bradley-terry-errors.js';
import { fitBradleyTerry } from './bradley-terry-fit.js';
import { noFiniteAnswer, requireBetween, type IterationSettings } from './iteration-settings.js';
import { indexJudgements, type JudgementIndex } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';
import { pairwiseCounts, type PairwiseCounts } from './pairwise-counts.js';
import { stronglyConnected, winnersGraph } from './strongly-connected.js';

/** A deviation of 32, where odds are 10¹⁴ to 1. Weaker priors are lost in the rounding of the likelihood. */
const LEAST_PRECISION = 1e-3;

export interface BradleyTerrySettings extends IterationSettings {
  /**
   * 1 / variance of the normal prior on log-strengths, around 0; at least 0.001, or 0. With 0 it is maximum likelihood, which has no answer
   * when candidates never lost to the others of their group or never won.
   */
  readonly priorPrecision: number;
  /** Up to how many linked candidates errors come from the whole information matrix; beyond, from its diagonal. */
  readonly exactErrorsUpTo: number;
}

/**
 * Bradley–Terry: a is put before b with probability 1 / (1 + e^(u_b − u_a)). Values are the log-strengths u that maximise the likelihood of
 * all comparisons times a wide normal prior (deviation √10 ≈ 3.2 by default), which keeps unbeaten candidates finite; they add up to 0 in
 * every group of linked candidates. Unlinked groups are compared through the prior alone: each has mean 0. Candidates without comparisons
 * have no value; "none belong" gives no comparisons.
 *
 * Standard errors (of the distance to the group's mean) and confidence(a, b) = Φ((u_a − u_b) / error of the difference) come from the
 * Fisher information, in which the comparisons of one list count as fewer than they are (`effectiveShare`). Between groups the confidence
 * is ½.
 *
 * Source: Bradley and Terry, Biometrika 39, 1952; Hunter, "MM Algorithms for Generalized Bradley–Terry Models", Annals of Statistics 32(1),
 * 2004 (same maximum, other path: see `fitBradleyTerry`); existence of the maximum: Ford 1957. O(Σ L² + passes · pairs + m³), m the largest
 * group of at most exactErrorsUpTo candidates; memory O(comparisons + m²).
 * @param settings priorPrecision 0.1; exactErrorsUpTo 200; tolerance 1e-8 in units of u (values are rounded to 1e-6); maxIterations 10,000
 * passes over the pairs.
 * @throws RankingError `INVALID_SETTING`; the aggregator `NOT_CONVERGED`, and for its input as `indexJudgements` says.
 */
export function createBradleyTerry(settings: Partial<BradleyTerrySettings> = {}): Aggregator {
  const { priorPrecision = 0.1, exactErrorsUpTo = 200, tolerance = 1e-8, maxIterations = 10_000 } = settings;
  if (priorPrecision !== 0) requireBetween('priorPrecision', priorPrecision, LEAST_PRECISION, Infinity);
  requireWhole('exactErrorsUpTo', exactErrorsUpTo, 0);
  requireBetween('tolerance', tolerance, 0, Infinity, true);
  requireWhole('maxIterations', maxIterations, 1);
  return (input) => {
    const index = indexJudgements(input);
    const { components, componentOf } = index;
    const counts = pairwiseCounts(index);
    if (priorPrecision === 0) requireFiniteMaximum(index, counts);
    const { strengths, iterations } = fitBradleyTerry(counts, componentOf, priorPrecision, tolerance, maxIterations);
    const errors = bradleyTerryErrors(index, strengths, priorPrecision, exactErrorsUpTo);
    const compared = (place: number) => components[componentOf[place]!]!.length > 1;
    return aggregationOf(index, {
      value: (place) => (compared(place) ? onGrid(strengths[place]!, 1e6) : null),
      standardError: (place) => (compared(place) ? rootOf(errors.variance(place)) : null),
      iterations,
      notes: notesOf(components.filter((group) => group.length > 1).length, errors, exactErrorsUpTo),
      confidence: pairwiseConfidence(input.candidates, (a, b) => {
        const error = componentOf[a] === componentOf[b] ? rootOf(errors.differenceVariance(a, b)) : null;
        return error === null ? 0 : (strengths[a]! - strengths[b]!) / error;
      }),
    });
  };
}

/** {@link createBradleyTerry} with prior precision 0.1. */
export const bradleyTerry: Aggregator = createBradleyTerry();

/** Ford's condition: within a group everybody is reached from everybody by going from winners to losers. */
function requireFiniteMaximum({ components }: JudgementIndex, counts: PairwiseCounts): void {
  if (stronglyConnected(winnersGraph(counts, (wins) => wins > 0)).count === components.length) return;
  throw noFiniteAnswer('bradleyTerry', 'Set priorPrecision above 0, or judge lists in which those candidates meet others.');
}

function rootOf(variance: number | null): number | null {
  return variance === null ? null : Math.sqrt(variance);
}

function notesOf(groups: number, errors: BradleyTerryErrors, exactUpTo: number): string[] {
  const notes: string[] = [];
  if (groups > 1) notes.push(`The judgements fall into ${groups} groups that nothing links; the mean of each is put at 0.`);
  if (errors.approximate > 0)
    notes.push(`Standard errors of more than ${exactUpTo} linked candidates are those of each as if the others were known.`);
  if (errors.failed > 0) notes.push('Strengths are so far apart that rounding leaves no standard errors.');
  return notes;
}

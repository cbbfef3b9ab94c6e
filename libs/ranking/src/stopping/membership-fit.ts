import { RankingError } from '../ranking-error.js';
import type { MembershipEvidence } from './membership-evidence.js';
import { membershipFeature, tellsAnEnd, type MembershipFeature } from './membership-features.js';
import { fitLogistic } from './membership-logistic.js';
import { membershipProbabilities, type MembershipModel } from './membership-model.js';
import { fitRunSpread } from './membership-spread.js';

/** A run whose answer is known. */
export interface KnownRun {
  readonly evidence: MembershipEvidence;
  /** Which ranks belong. */
  readonly members: readonly boolean[];
}

export interface MembershipFitOptions {
  /** Ridge on the weights of the standardised features, > 0; 1 by default. */
  readonly ridge?: number;
  /** Spread to take instead of fitting one, which is most of the work; 0 where only the probabilities of ranks are wanted. */
  readonly spread?: number;
}

/**
 * Fits a model of membership on runs whose answers are known: features brought to mean 0 and standard deviation 1 over all ranks of all runs,
 * logistic regression, then the spread that all ranks of a run share. Runs with too little to tell an end (see `tellsAnEnd`) are left out.
 * Ranks count alike, so long lists count more. Judge a fit on classes that it has not seen only.
 * O(runs · ranks²).
 * @throws RankingError `TOO_FEW_CANDIDATES` when no run is left or all outcomes are the same; `INVALID_SETTING` for runs of different channels, for
 * outcomes that are not one a rank, and for a feature that a run does not have or that never varies; what `fitLogistic` throws.
 */
export function fitMembershipModel(
  runs: readonly KnownRun[],
  features: readonly MembershipFeature[],
  options: MembershipFitOptions = {},
): MembershipModel {
  const telling = runs.filter(({ evidence }) => tellsAnEnd(evidence));
  const channel = requireRuns(telling);
  const columns = features.map((feature) => ({ feature, values: telling.flatMap(({ evidence }) => columnOf(feature, evidence)) }));
  const scaled = columns.map(({ feature, values }) => ({ ...standardise(feature, values), feature }));
  const outcomes = telling.flatMap((run) => run.members);
  const rows = outcomes.map((_, i) => scaled.map(({ values }) => values[i] as number));
  const { intercept, weights } = fitLogistic(rows, outcomes, options.ridge);
  const terms = scaled.map(({ feature, mean, scale }, j) => ({ feature, mean, scale, weight: weights[j] as number }));
  const independent: MembershipModel = { channel, intercept, terms, spread: 0 };
  const counted = () =>
    telling.map(({ evidence, members }) => ({
      probabilities: membershipProbabilities(independent, evidence) ?? [],
      members: members.filter(Boolean).length,
    }));
  return { ...independent, spread: options.spread ?? fitRunSpread(counted()) };
}

function requireRuns(runs: readonly KnownRun[]): string {
  const [first] = runs;
  if (!first) {
    throw new RankingError({
      code: 'TOO_FEW_CANDIDATES',
      field: 'runs',
      value: 0,
      problem: 'no run tells an end',
      remedy: 'Give runs of at least three ranks whose scores are not all equal.',
    });
  }
  for (const { evidence, members } of runs) {
    if (evidence.channel !== first.evidence.channel)
      throw setting('channel', evidence.channel, `other runs are of "${first.evidence.channel}"`, 'Fit one model a channel.');
    if (members.length !== evidence.scores.length)
      throw setting('members.length', members.length, `the run has ${evidence.scores.length} ranks`, 'Give one outcome a rank.');
  }
  return first.evidence.channel;
}

function columnOf(feature: MembershipFeature, evidence: MembershipEvidence): readonly number[] {
  const values = membershipFeature(feature, evidence);
  if (values) return values;
  throw setting('features', feature, 'a run does not have it', 'Fit on runs that have all features, or leave the feature out.');
}

function standardise(feature: MembershipFeature, values: readonly number[]): { mean: number; scale: number; values: readonly number[] } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  if (scale > 0) return { mean, scale, values: values.map((value) => (value - mean) / scale) };
  throw setting('features', feature, 'it is the same everywhere', 'Leave the feature out.');
}

const setting = (field: string, value: unknown, problem: string, remedy: string) =>
  new RankingError({ code: 'INVALID_SETTING', field, value, problem, remedy });

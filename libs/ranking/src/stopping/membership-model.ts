import { requireFinite } from '../ranking-error.js';
import type { MembershipEvidence } from './membership-evidence.js';
import { membershipFeature, tellsAnEnd, type MembershipFeature } from './membership-features.js';
import { pooledFalling } from './membership-monotone.js';
import { logistic } from './membership-run-effect.js';

/** A logistic model of membership: logit P = intercept + Σ weight · (feature − mean) / scale. Plain numbers that survive JSON. */
export interface MembershipModel {
  /** The channel that it was fitted on. */
  readonly channel: string;
  readonly intercept: number;
  readonly terms: readonly MembershipTerm[];
  /** Standard deviation, in logits, of the effect that the ranks of a run share (see `runCases`). */
  readonly spread: number;
}

export interface MembershipTerm {
  readonly feature: MembershipFeature;
  /** Mean and standard deviation of the feature where the model was fitted. */
  readonly mean: number;
  readonly scale: number;
  /** Logits for one standard deviation. */
  readonly weight: number;
}

/** True when the evidence is of the model's channel and has every feature that it looks at. */
export function modelFits(model: MembershipModel, evidence: MembershipEvidence): boolean {
  return (
    evidence.channel === model.channel &&
    tellsAnEnd(evidence) &&
    model.terms.every(({ feature }) => membershipFeature(feature, evidence) !== undefined)
  );
}

/**
 * P(the entity at this rank belongs to the set), for each rank. They never rise along the rank: where the model says so, neighbours share their mean.
 * O(ranks · terms).
 * @returns undefined when the model does not fit the evidence (see {@link modelFits}): another channel, a feature that is missing,
 * fewer than three ranks, or scores that are all equal.
 * @throws RankingError `INVALID_NUMBER` for evidence that is not finite.
 */
export function membershipProbabilities(model: MembershipModel, evidence: MembershipEvidence): number[] | undefined {
  for (const field of ['scores', 'seedScores', 'agreement', 'judged'] as const)
    evidence[field]?.forEach((value, i) => requireFinite(`${field}[${i}]`, value));
  if (!modelFits(model, evidence)) return undefined;
  const logits = new Float64Array(evidence.scores.length).fill(model.intercept);
  for (const { feature, mean, scale, weight } of model.terms)
    membershipFeature(feature, evidence)?.forEach((value, i) => {
      logits[i] = (logits[i] as number) + (weight * (value - mean)) / scale;
    });
  return pooledFalling(Array.from(logits, logistic));
}

import { cutFromMembership, type CutOptions, type MembershipCut } from './cut-from-membership.js';
import { membershipEvidence, type RunFacts } from './membership-evidence.js';
import { membershipModelFor } from './membership-model-for.js';
import { membershipProbabilities, type MembershipModel } from './membership-model.js';

/** Where the set ends, with what that was read from. */
export interface RunCut extends MembershipCut {
  /** P(belongs) of each rank of the list; never rises. */
  readonly probabilities: readonly number[];
  /** The model that gave them. */
  readonly model: MembershipModel;
}

export interface RunCutOptions extends Omit<CutOptions, 'spread'> {
  /** Models to choose from, the best first; those that ship by default. */
  readonly models?: readonly MembershipModel[];
}

/**
 * The whole way from a run to its cut: evidence, the first model that fits it, probabilities of the ranks, the cut with its confidence.
 * O(ranks² · 37).
 * @returns undefined when no model fits: another main channel than the embedding, fewer than three ranks, or scores that are all equal.
 * @throws RankingError what `membershipEvidence` and `cutFromMembership` throw.
 */
export function membershipCut(facts: RunFacts, options: RunCutOptions = {}): RunCut | undefined {
  const { models, ...cutOptions } = options;
  const evidence = membershipEvidence(facts);
  const model = evidence && membershipModelFor(evidence, models);
  const probabilities = model && membershipProbabilities(model, evidence);
  const cut = probabilities && cutFromMembership(probabilities, { ...cutOptions, spread: model.spread });
  return cut && { ...cut, probabilities, model };
}

import { MEMBERSHIP_MODELS } from './membership-coefficients.js';
import type { MembershipEvidence } from './membership-evidence.js';
import { modelFits, type MembershipModel } from './membership-model.js';

/**
 * The first model that fits the evidence (see `modelFits`).
 * @param models those to choose from, the best first; those that ship by default.
 * @returns undefined when none does: nothing is then known of how likely an end is, and `changePoint` at most says where one could be.
 */
export function membershipModelFor(
  evidence: MembershipEvidence,
  models: readonly MembershipModel[] = MEMBERSHIP_MODELS,
): MembershipModel | undefined {
  return models.find((model) => modelFits(model, evidence));
}

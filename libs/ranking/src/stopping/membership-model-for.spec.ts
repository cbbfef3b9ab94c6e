import { MEMBERSHIP_MODELS } from './membership-coefficients.js';
import type { MembershipEvidence } from './membership-evidence.js';
import { membershipModelFor } from './membership-model-for.js';
import { membershipProbabilities } from './membership-model.js';

const EVIDENCE: MembershipEvidence = {
  channel: 'embedding',
  scores: Array.from({ length: 50 }, (_, i) => 0.75 - i / 100),
  seedScores: [0.5, 0.45, 0.6],
  agreement: null,
  judged: null,
};
const WITHOUT_SEEDS = { ...EVIDENCE, seedScores: [] };

describe('membershipModelFor', () => {
  it('takes the model that knows the seeds where they are known, and the other where they are not', () => {
    const featuresOf = (evidence: MembershipEvidence) => membershipModelFor(evidence)?.terms.map((term) => term.feature);
    expect(featuresOf(EVIDENCE)).toEqual(['likeness', 'logRank', 'seedLikeness']);
    expect(featuresOf(WITHOUT_SEEDS)).toEqual(['likeness', 'logRank']);
  });

  it('has no model for other channels, or where scores tell no end', () => {
    expect(membershipModelFor({ ...EVIDENCE, channel: 'language-model' })).toBeUndefined();
    expect(membershipModelFor({ ...EVIDENCE, scores: [0.5, 0.4] })).toBeUndefined();
    expect(membershipModelFor(EVIDENCE, [])).toBeUndefined();
  });
});

describe('MEMBERSHIP_MODELS', () => {
  it.each(MEMBERSHIP_MODELS)('say more of entities that are alike and ranked high ($terms.length terms)', (model) => {
    const weight = (feature: string) => model.terms.find((term) => term.feature === feature)?.weight ?? 0;
    expect(weight('likeness')).toBeGreaterThan(0);
    expect(weight('logRank')).toBeLessThan(0);
    // The more alike the seeds are, the more alike has a member to be.
    expect(weight('seedLikeness')).toBeLessThanOrEqual(0);
    expect(model.spread).toBeGreaterThan(0.5);
    expect(model.spread).toBeLessThan(2);
    for (const { scale } of model.terms) expect(scale).toBeGreaterThan(0);
  });

  it('tell the head of such a list from its tail', () => {
    for (const evidence of [EVIDENCE, WITHOUT_SEEDS]) {
      const model = membershipModelFor(evidence);
      const probabilities = model && membershipProbabilities(model, evidence);
      expect(probabilities?.[0]).toBeGreaterThan(0.8);
      expect(probabilities?.at(-1)).toBeLessThan(0.15);
    }
  });
});

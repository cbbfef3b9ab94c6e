import fc from 'fast-check';
import type { MembershipEvidence } from './membership-evidence.js';
import { membershipProbabilities, modelFits, type MembershipModel } from './membership-model.js';

const MODEL: MembershipModel = {
  channel: 'embedding',
  intercept: -1,
  terms: [{ feature: 'likeness', mean: 0.5, scale: 0.25, weight: 2 }],
  spread: 1,
};
const EVIDENCE: MembershipEvidence = { channel: 'embedding', scores: [0.75, 0.5, 0.25], seedScores: [], agreement: null, judged: null };

describe('membershipProbabilities', () => {
  it('is the logistic function of the intercept and the standardised features', () => {
    const found = membershipProbabilities(MODEL, EVIDENCE);
    [1, -1, -3].forEach((logit, i) => expect(found?.[i]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12));
  });

  it('never rises along the rank: ranks out of order share their mean', () => {
    const found = membershipProbabilities(MODEL, { ...EVIDENCE, scores: [0.5, 0.75, 0.25] });
    const mean = (1 / (1 + Math.exp(1)) + 1 / (1 + Math.exp(-1))) / 2;
    expect(found?.[0]).toBeCloseTo(mean, 12);
    expect(found?.[1]).toBe(found?.[0]);
  });

  it('stays within 0 and 1 and does not rise, whatever the scores are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 30 }), (scores) => {
        const found = membershipProbabilities(MODEL, { ...EVIDENCE, scores });
        fc.pre(found !== undefined);
        found?.forEach((p, i) => {
          expect(p >= 0 && p <= 1).toBe(true);
          expect(p).toBeLessThanOrEqual((found[i - 1] ?? 1) + 1e-12);
        });
      }),
    );
  });

  it('says nothing for another channel, a feature that is missing, too few ranks or equal scores', () => {
    expect(membershipProbabilities(MODEL, { ...EVIDENCE, channel: 'text' })).toBeUndefined();
    expect(membershipProbabilities(MODEL, { ...EVIDENCE, scores: [1, 0] })).toBeUndefined();
    expect(membershipProbabilities(MODEL, { ...EVIDENCE, scores: [] })).toBeUndefined();
    expect(membershipProbabilities(MODEL, { ...EVIDENCE, scores: [1, 1, 1, 1] })).toBeUndefined();
    const withSeeds: MembershipModel = { ...MODEL, terms: [{ feature: 'seedLikeness', mean: 0, scale: 1, weight: 1 }] };
    expect(membershipProbabilities(withSeeds, EVIDENCE)).toBeUndefined();
    expect(modelFits(withSeeds, { ...EVIDENCE, seedScores: [0.4] })).toBe(true);
  });

  it('refuses evidence that is not finite', () => {
    expect(() => membershipProbabilities(MODEL, { ...EVIDENCE, scores: [1, Number.NaN, 0] })).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'scores[1]' }),
    );
    expect(() => membershipProbabilities(MODEL, { ...EVIDENCE, agreement: [0, 0, -Infinity] })).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'agreement[2]' }),
    );
  });
});

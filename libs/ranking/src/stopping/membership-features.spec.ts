import fc from 'fast-check';
import type { MembershipEvidence } from './membership-evidence.js';
import { MEMBERSHIP_FEATURES, membershipFeature, tellsAnEnd, type MembershipFeature } from './membership-features.js';

const FULL: MembershipEvidence = {
  channel: 'embedding',
  scores: [0.9, 0.7, 0.3, 0.2, 0.1],
  seedScores: [0.6, 0.8],
  agreement: [1, 0.5, 0, 0, 0],
  judged: [0.5, 0, -0.5, 0, 0],
};
const BARE: MembershipEvidence = { ...FULL, seedScores: [], agreement: null, judged: null };

const rounded = (feature: MembershipFeature) => membershipFeature(feature, FULL)?.map((value) => Number(value.toFixed(3)));

describe('membershipFeature', () => {
  it('reads each feature off the evidence', () => {
    expect(rounded('likeness')).toEqual([0.9, 0.7, 0.3, 0.2, 0.1]);
    expect(rounded('logRank')).toEqual([0, 0.693, 1.099, 1.386, 1.609]);
    expect(rounded('seedLikeness')).toEqual([0.7, 0.7, 0.7, 0.7, 0.7]);
    expect(rounded('agreement')).toEqual([1, 0.5, 0, 0, 0]);
    expect(rounded('judged')).toEqual([0.5, 0, -0.5, 0, 0]);
    expect(rounded('withinList')).toEqual([1, 0.75, 0.25, 0.125, 0]);
    expect(rounded('rankFraction')).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    // (0.9 − mean of the others) / 0.8 and so on; nothing follows the last
    expect(rounded('drop')).toEqual([0.719, 0.625, 0.187, 0.125, 0]);
    // The lower half 0.3, 0.2, 0.1 has mean 0.2 and deviation 0.0816.
    expect(rounded('overTail')).toEqual([2.259, 1.963, 0.8, 0, 0]);
  });

  it('has nothing where the evidence has not', () => {
    for (const feature of ['seedLikeness', 'agreement', 'judged'] as const) expect(membershipFeature(feature, BARE)).toBeUndefined();
  });

  it('measures the fall over the list where the tail is flat', () => {
    const flat = membershipFeature('overTail', { ...BARE, scores: [3, 1, 1, 1] });
    expect(flat?.[0]).toBeCloseTo(Math.log(2), 12);
    expect(flat?.slice(1)).toEqual([0, 0, 0]);
  });

  it('gives one finite value a rank for any scores that tell an end', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 30 }), (scores) => {
        const evidence = { ...BARE, scores };
        fc.pre(tellsAnEnd(evidence));
        for (const feature of Object.keys(MEMBERSHIP_FEATURES) as MembershipFeature[]) {
          const values = membershipFeature(feature, evidence);
          expect(values?.length ?? scores.length).toBe(scores.length);
          expect(values?.every(Number.isFinite) ?? true).toBe(true);
        }
      }),
    );
  });
});

describe('tellsAnEnd', () => {
  it('wants three ranks that are not all alike', () => {
    const tells = (...scores: readonly number[]) => tellsAnEnd({ ...BARE, scores });
    expect([tells(), tells(1), tells(2, 1), tells(1, 1, 1)]).toEqual([false, false, false, false]);
    expect(tells(2, 1, 1)).toBe(true);
  });
});

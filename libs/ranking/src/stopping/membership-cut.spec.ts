import { cutFromMembership } from './cut-from-membership.js';
import { membershipCut } from './membership-cut.js';
import type { RunFacts } from './membership-evidence.js';
import type { MembershipModel } from './membership-model.js';

/** Twelve that are like the seeds, then what is always near. */
const scores = Array.from({ length: 80 }, (_, i) => (i < 12 ? 0.8 - i / 100 : 0.3 - i / 500));
const candidates = scores.map((score, i) => ({ entityId: `e${i}`, score }));
const FACTS: RunFacts = {
  ranking: candidates,
  proposals: [
    { channel: 'embedding', weight: 4, candidates },
    { channel: 'language-model', weight: 1, candidates: candidates.slice(0, 20).reverse() },
  ],
  seedScores: [0.6, 0.55, 0.65],
};

describe('membershipCut', () => {
  it('cuts where likeness falls, with probabilities that never rise', () => {
    const found = membershipCut(FACTS);
    expect(found?.rank).toBe(12);
    expect(found?.probabilities).toHaveLength(80);
    found?.probabilities.forEach((p, i) => expect(p).toBeLessThanOrEqual(found.probabilities[i - 1] ?? 1));
    expect(found?.confidence).toBeGreaterThan(0.5);
    expect(found?.members.low).toBeLessThanOrEqual(12);
  });

  it('is the cut of its probabilities under the spread of its model', () => {
    const found = membershipCut(FACTS, { level: 0.9 });
    expect(found).toBeDefined();
    if (!found) return;
    const { probabilities, model, ...cut } = found;
    expect(cut).toEqual(cutFromMembership(probabilities, { spread: model.spread, level: 0.9 }));
  });

  it('takes a model of the base’s own where one is given', () => {
    const own: MembershipModel = {
      channel: 'embedding',
      intercept: 0,
      terms: [{ feature: 'agreement', mean: 0, scale: 1, weight: 3 }],
      spread: 0,
    };
    expect(membershipCut(FACTS, { models: [own] })?.model).toBe(own);
  });

  it('says nothing without a model for the main channel, or of scores that tell no end', () => {
    const [embedding, language] = FACTS.proposals;
    expect(membershipCut({ ...FACTS, proposals: language ? [language] : [] })).toBeUndefined();
    expect(membershipCut({ ...FACTS, proposals: [] })).toBeUndefined();
    expect(membershipCut({ ...FACTS, ranking: FACTS.ranking.slice(0, 2) })).toBeUndefined();
    const equal = candidates.map((candidate) => ({ ...candidate, score: 0.5 }));
    expect(embedding && membershipCut({ ...FACTS, proposals: [{ ...embedding, candidates: equal }] })).toBeUndefined();
    expect(membershipCut({ ...FACTS, ranking: [] })).toBeUndefined();
  });

  it('refuses scores that are not finite', () => {
    const odd = [{ entityId: 'e0', score: Number.NaN }];
    expect(() => membershipCut({ ...FACTS, proposals: [{ channel: 'embedding', weight: 1, candidates: odd }] })).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER' }),
    );
  });
});

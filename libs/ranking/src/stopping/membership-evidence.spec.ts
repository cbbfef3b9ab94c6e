import { membershipEvidence, type RunFacts } from './membership-evidence.js';

const proposals = (channel: string, weight: number, ...rows: readonly (readonly [string, number])[]) => ({
  channel,
  weight,
  candidates: rows.map(([entityId, score]) => ({ entityId, score })),
});
const ranked = (...ids: readonly string[]) => ids.map((entityId) => ({ entityId }));

const FACTS: RunFacts = {
  ranking: ranked('a', 'b', 'c', 'd'),
  proposals: [
    proposals('language-model', 1, ['b', -2], ['d', -3], ['x', -4]),
    proposals('embedding', 4, ['a', 0.8], ['b', 0.7], ['c', 0.2]),
    proposals('text', 0, ['c', 9]),
  ],
};

describe('membershipEvidence', () => {
  it('takes the scores of the channel with the most weight, and its lowest for what it did not propose', () => {
    expect(membershipEvidence(FACTS)).toMatchObject({ channel: 'embedding', scores: [0.8, 0.7, 0.2, 0.2], seedScores: [], judged: null });
  });

  it('measures agreement by the place in the other channels that have a weight', () => {
    const agreement = membershipEvidence(FACTS)?.agreement;
    expect(agreement).toEqual([0, 1, 0, 1 - Math.log(2) / Math.log(4)]);
  });

  it('weighs several other channels', () => {
    const more = [...FACTS.proposals, proposals('tags', 3, ['a', 1], ['b', 0.5])];
    const agreement = membershipEvidence({ ...FACTS, proposals: more })?.agreement;
    expect(agreement?.[0]).toBeCloseTo(3 / 4, 12);
    expect(agreement?.[1]).toBeCloseTo(1 / 4 + (3 / 4) * (1 - Math.log(2) / Math.log(3)), 12);
  });

  it('knows no agreement with a single channel', () => {
    expect(membershipEvidence({ ...FACTS, proposals: [proposals('embedding', 1, ['a', 1])] })?.agreement).toBeNull();
  });

  it('passes on what stage 2 says, 0 for what was not judged, and the likeness of the seeds', () => {
    const evidence = membershipEvidence({ ...FACTS, judged: new Map([['b', -0.5]]), seedScores: [0.6, 0.4] });
    expect(evidence).toMatchObject({ judged: [0, -0.5, 0, 0], seedScores: [0.6, 0.4] });
  });

  it('does not depend on the order of the channels, ties in weight by name', () => {
    const even = FACTS.proposals.map((one) => ({ ...one, weight: 1 }));
    expect(membershipEvidence({ ...FACTS, proposals: even })?.channel).toBe('embedding');
    expect(membershipEvidence({ ...FACTS, proposals: [...even].reverse() })).toEqual(membershipEvidence({ ...FACTS, proposals: even }));
  });

  it('is nothing where no channel with a weight proposed anything', () => {
    expect(membershipEvidence({ ranking: ranked('a'), proposals: [] })).toBeUndefined();
    expect(
      membershipEvidence({ ranking: ranked('a'), proposals: [proposals('text', 0, ['a', 1]), proposals('embedding', 1)] }),
    ).toBeUndefined();
  });

  it('refuses scores that are not finite and ids that are ranked twice', () => {
    const odd = { ...FACTS, proposals: [proposals('embedding', 1, ['a', Number.NaN])] };
    expect(() => membershipEvidence(odd)).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER', field: 'score of "a"' }));
    expect(() => membershipEvidence({ ...FACTS, seedScores: [Infinity] })).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'seedScores[0]' }),
    );
    expect(() => membershipEvidence({ ...FACTS, ranking: ranked('a', 'a') })).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID' }));
  });
});

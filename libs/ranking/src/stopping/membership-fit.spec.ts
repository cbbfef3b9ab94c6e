import { createPrng } from '../random/prng.js';
import { fitMembershipModel, type KnownRun } from './membership-fit.js';
import { logistic } from './membership-run-effect.js';
import { membershipProbabilities } from './membership-model.js';

/** Runs whose ranks belong with logit −2 + 6 · (score − 0.5), all lifted or lowered by one effect a run of ±`effect`. */
function runs(count: number, effect: number): readonly KnownRun[] {
  const prng = createPrng(3);
  const uniform = () => prng.below(2 ** 30) / 2 ** 30;
  return Array.from({ length: count }, () => {
    const scores = Array.from({ length: 30 }, uniform).sort((a, b) => b - a);
    const lift = uniform() < 0.5 ? effect : -effect;
    return {
      evidence: { channel: 'embedding', scores, seedScores: [], agreement: null, judged: null },
      members: scores.map((score) => uniform() < logistic(-2 + 6 * (score - 0.5) + lift)),
    };
  });
}

describe('fitMembershipModel', () => {
  it('finds the weights that the members were drawn with', () => {
    const model = fitMembershipModel(runs(300, 0), ['likeness'], { spread: 0 });
    const [term] = model.terms;
    expect((term?.weight ?? 0) / (term?.scale ?? 1)).toBeCloseTo(6, 0);
    expect(model.intercept).toBeCloseTo(-2, 0);
    expect(model.channel).toBe('embedding');
  });

  it('finds that the ranks of a run vary together', () => {
    const { spread } = fitMembershipModel(runs(40, 1.2), ['likeness']);
    expect(spread).toBeGreaterThan(0.8);
    expect(spread).toBeLessThan(1.6);
  });

  it('gives probabilities whose sum is the number of members', () => {
    const known = runs(60, 0.5);
    const model = fitMembershipModel(known, ['likeness', 'logRank'], { spread: 0 });
    expect(model.spread).toBe(0);
    const expected = known.flatMap(({ evidence }) => membershipProbabilities(model, evidence) ?? []).reduce((a, b) => a + b, 0);
    expect(expected).toBeCloseTo(known.flatMap(({ members }) => members).filter(Boolean).length, 4);
  });

  it('leaves out runs that tell no end, gives the same model for the same runs, and survives JSON', () => {
    const known = runs(8, 0);
    const flat: KnownRun = { evidence: { ...(known[0] as KnownRun).evidence, scores: [1, 1, 1] }, members: [true, true, true] };
    const model = fitMembershipModel([...known, flat], ['likeness']);
    expect(model).toEqual(fitMembershipModel(known, ['likeness']));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('shrinks the weights with the ridge', () => {
    const [weak, strong] = [0.1, 1000].map(
      (ridge) => fitMembershipModel(runs(20, 0), ['likeness'], { ridge, spread: 0 }).terms[0]?.weight ?? 0,
    );
    expect(strong).toBeLessThan(weak as number);
  });

  it('refuses no runs, runs of two channels, outcomes that are not one a rank, and features that are missing or never vary', () => {
    const known = runs(5, 0);
    const [first] = known as readonly [KnownRun];
    expect(() => fitMembershipModel([], ['likeness'])).toThrow(expect.objectContaining({ code: 'TOO_FEW_CANDIDATES', field: 'runs' }));
    const other = { ...first, evidence: { ...first.evidence, channel: 'text' } };
    expect(() => fitMembershipModel([first, other], ['likeness'])).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: 'channel' }),
    );
    expect(() => fitMembershipModel([{ ...first, members: [true] }], ['likeness'])).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: 'members.length' }),
    );
    expect(() => fitMembershipModel(known, ['agreement'])).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', value: 'agreement' }),
    );
    const alike = known.map((run) => ({ ...run, evidence: { ...run.evidence, seedScores: [0.5] } }));
    expect(() => fitMembershipModel(alike, ['seedLikeness'])).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', value: 'seedLikeness' }),
    );
    const nobody = known.map((run) => ({ ...run, members: run.members.map(() => false) }));
    expect(() => fitMembershipModel(nobody, ['likeness'])).toThrow(expect.objectContaining({ code: 'TOO_FEW_CANDIDATES' }));
  });
});

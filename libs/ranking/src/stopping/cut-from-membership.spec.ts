import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { cutFromMembership, type MembershipCut } from './cut-from-membership.js';
import { runCases } from './membership-run-effect.js';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 25 });
const spread = fc.constantFrom(0, 0.5, 1.2, 3);

const cutOf = (given: readonly number[], options?: Parameters<typeof cutFromMembership>[1]): MembershipCut =>
  cutFromMembership(given, options) as MembershipCut;

/** Draws runs from the model that the cut stands on, and counts. */
function simulate(given: readonly number[], runSpread: number, rank: number, draws: number) {
  const prng = createPrng(7);
  const uniform = () => prng.below(2 ** 30) / 2 ** 30;
  const cases = runCases(given, runSpread);
  let [right, f1, recall, withMembers] = [0, 0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    let left = uniform();
    const drawn = cases.find(({ weight }) => (left -= weight) < 0) ?? cases[0];
    const belongs = [...(drawn?.probabilities ?? [])].map((p) => uniform() < p);
    const members = belongs.filter(Boolean).length;
    const above = belongs.slice(0, rank).filter(Boolean).length;
    right += Number(2 * above >= rank && 2 * above >= members);
    f1 += rank + members === 0 ? 1 : (2 * above) / (rank + members);
    recall += members > 0 ? above / members : 0;
    withMembers += Number(members > 0);
  }
  return { confidence: right / draws, expectedF1: f1 / draws, expectedRecall: recall / withMembers, noMember: 1 - withMembers / draws };
}

describe('cutFromMembership', () => {
  it('cuts where certain members end, and is sure of it', () => {
    expect(cutOf([1, 1, 1, 0, 0])).toMatchObject({
      rank: 3,
      expectedF1: 1,
      confidence: 1,
      members: { expected: 3, low: 3, high: 3 },
      membersAbove: { expected: 3, low: 3, high: 3 },
      expectedPrecision: 1,
      expectedRecall: 1,
      noMember: 0,
      level: 0.8,
    });
  });

  it('keeps nothing where most likely nothing belongs', () => {
    expect(cutOf([0.05, 0.02, 0.01])).toMatchObject({
      rank: 0,
      expectedPrecision: null,
      expectedRecall: 0,
      membersAbove: { expected: 0, low: 0, high: 0 },
    });
    const nobody = cutOf([0.05, 0.02, 0.01]);
    expect(nobody.confidence).toBeCloseTo(0.95 * 0.98 * 0.99, 12);
    expect(nobody.noMember).toBe(nobody.confidence);
    expect(cutOf([0, 0, 0])).toMatchObject({ rank: 0, confidence: 1, noMember: 1, expectedRecall: null });
  });

  it.each([0, 1.2])('states what comes true when runs are drawn with a spread of %d', (runSpread) => {
    const given = Array.from({ length: 40 }, (_, i) => 0.9 * Math.exp(-i / 9));
    const cut = cutOf(given, { spread: runSpread });
    const drawn = simulate(given, runSpread, cut.rank, 20_000);
    for (const figure of ['confidence', 'expectedF1', 'expectedRecall', 'noMember'] as const)
      expect(Math.abs(drawn[figure] - (cut[figure] as number))).toBeLessThan(0.015);
  });

  it('leaves no cut with a higher expected F1, whatever the spread', () => {
    fc.assert(
      fc.property(probabilities, spread, (given, runSpread) => {
        const { expectedF1 } = cutOf(given, { spread: runSpread });
        for (let other = 1; other <= given.length; other++) {
          // F1 of another cut, through its own definition: 2 · E[above / (cut + members)], case by case.
          const f1 = runCases(given, runSpread).reduce((sum, { weight, probabilities: p }) => sum + weight * f1Of(p, other), 0);
          expect(f1).toBeLessThanOrEqual(expectedF1 + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives finite numbers in their ranges for any probabilities', () => {
    fc.assert(
      fc.property(probabilities, spread, (given, runSpread) => {
        const cut = cutOf(given, { spread: runSpread });
        const shares = [cut.expectedF1, cut.confidence, cut.noMember, cut.expectedPrecision ?? 0, cut.expectedRecall ?? 0];
        for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
        for (const { expected, low, high } of [cut.members, cut.membersAbove]) {
          expect(low).toBeLessThanOrEqual(high);
          expect(expected >= 0 && expected <= given.length + 1e-9).toBe(true);
        }
        expect(cut.rank).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 60 },
    );
  });

  it('claims less with a spread: wider intervals and a confidence nearer to the middle', () => {
    const given = Array.from({ length: 60 }, (_, i) => 0.97 * Math.exp(-i / 20));
    const [sure, unsure] = [cutOf(given), cutOf(given, { spread: 1.2 })];
    expect(unsure.members.expected).toBeCloseTo(sure.members.expected, 9);
    expect(unsure.members.high - unsure.members.low).toBeGreaterThan(2 * (sure.members.high - sure.members.low));
    expect(unsure.confidence).toBeLessThan(sure.confidence);
  });

  it('widens its intervals with the level', () => {
    const given = Array.from({ length: 60 }, (_, i) => 0.97 * Math.exp(-i / 20));
    const widths = [0.5, 0.8, 0.95].map((level) => {
      const { members } = cutOf(given, { level, spread: 1 });
      return members.high - members.low;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(widths).size).toBe(3);
  });

  it('has a cut for one rank and none for an empty list', () => {
    expect(cutOf([0.9])).toMatchObject({ rank: 1, expectedPrecision: 0.9 });
    expect(cutOf([0.4])).toMatchObject({ rank: 0 });
    expect(cutFromMembership([])).toBeUndefined();
  });

  it('takes the shortest of equally good cuts', () => {
    // Half a member either way: keeping it or not is worth the same.
    expect(cutOf([0.5]).rank).toBe(0);
    expect(cutOf([1, 0, 0]).rank).toBe(1);
  });

  it('refuses what is no probability and options out of their range', () => {
    expect(() => cutFromMembership([0.5, Number.NaN])).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', field: 'probabilities[1]' }),
    );
    for (const level of [0, 1, Number.NaN])
      expect(() => cutFromMembership([0.5], { level })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'level' }));
    expect(() => cutFromMembership([0.5], { spread: -1 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'spread' }));
  });
});

/** E[F1] of keeping the first ranks, by adding one rank after the other to the joint counts above and below. */
function f1Of(p: Float64Array, rank: number): number {
  const counts = (values: Float64Array) =>
    values.reduce<number[]>((d, q) => [...d, 0].map((value, k) => value * (1 - q) + (d[k - 1] ?? 0) * q), [1]);
  const [above, below] = [counts(p.subarray(0, rank)), counts(p.subarray(rank))];
  return above.reduce((sum, pa, a) => sum + below.reduce((inner, pb, b) => inner + (pa * pb * 2 * a) / (rank + a + b), 0), 0);
}

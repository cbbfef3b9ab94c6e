import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { RankingError } from '../ranking-error.js';
import { createTrueSkill, trueSkill } from './true-skill.js';
import { trueSkillModel, type TrueSkillOptions, type TrueSkillRatings } from './true-skill-model.js';
import { rateAllAsBeatenBy, rateRanking } from './true-skill-rating.js';

interface Numbers {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}
interface GoldenFile {
  readonly tools: { readonly trueskill: string };
  readonly sequences: readonly {
    readonly settings: Required<TrueSkillOptions>;
    readonly players: number;
    readonly orders: readonly (readonly number[])[];
    readonly after: Numbers;
  }[];
  readonly single: readonly { readonly settings: Required<TrueSkillOptions>; readonly before: Numbers; readonly after: Numbers }[];
}

/** Written by tools/golden/true-skill-golden.py with the Python package trueskill 0.4.5. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/true-skill-golden.json', import.meta.url), 'utf8')) as GoldenFile;

const complete = (...rankedIds: string[]): Judgement => ({ outcome: 'complete', rankedIds, shownIds: rankedIds });
const ratingsOf = ({ means, deviations }: Numbers): TrueSkillRatings => ({
  means: Float64Array.from(means),
  deviations: Float64Array.from(deviations),
});
const expectClose = (ratings: TrueSkillRatings, expected: Numbers) => {
  expected.means.forEach((mean, i) => expect(ratings.means[i]).toBeCloseTo(mean, 9));
  expected.deviations.forEach((deviation, i) => expect(ratings.deviations[i]).toBeCloseTo(deviation, 9));
};
const values = (aggregation: ReturnType<typeof trueSkill>) => aggregation.scores.map((score) => score.value);

describe('rateRanking', () => {
  it.each(golden.single.map((test, index) => ({ index, ...test })))(
    'rates one list as the Python package trueskill does ($index)',
    ({ settings, before, after }) => {
      const ratings = ratingsOf(before);
      rateRanking(
        ratings,
        before.means.map((_, i) => i),
        trueSkillModel(settings),
      );
      expectClose(ratings, after);
    },
  );

  it('stays finite where the upset is enormous, and brings two candidates together that were sure of the opposite', () => {
    const ratings = ratingsOf({ means: [0, 1000], deviations: [1, 1] });
    rateRanking(ratings, [0, 1], trueSkillModel({ beta: 0.1 }));
    // Noise of 0.1 in a list hardly stands against a distance of 1,000: both nearly meet in the middle.
    expect(ratings.means[0]).toBeGreaterThan(490);
    expect(ratings.means[1]).toBeLessThan(510);
    expect(ratings.deviations[0]).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('refuses ratings whose distance no number can express, and leaves them as they were', () => {
    const ratings = ratingsOf({ means: [0, 1e200], deviations: [1e-3, 1e-3] });
    expect(() => rateRanking(ratings, [0, 1], trueSkillModel({ beta: 1e-3 }))).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER', name: 'RankingError' }) as RankingError,
    );
    expect([...ratings.means]).toEqual([0, 1e200]);
  });

  it('does nothing for an empty list, and only lets the skill drift for a list of one', () => {
    const ratings = ratingsOf({ means: [3], deviations: [2] });
    rateRanking(ratings, [], trueSkillModel({ tau: 1.5 }));
    expect([...ratings.deviations]).toEqual([2]);
    rateRanking(ratings, [0], trueSkillModel({ tau: 1.5 }));
    expect([ratings.means[0], ratings.deviations[0]]).toEqual([3, 2.5]);
  });

  it.each([
    ['UNKNOWN_ID', [0, 2]],
    ['UNKNOWN_ID', [-1, 0]],
    ['UNKNOWN_ID', [0.5, 0]],
    ['DUPLICATE_ID', [1, 1]],
  ])('refuses with %s the order %j of two ratings', (code, order) => {
    const ratings = ratingsOf({ means: [25, 25], deviations: [8, 8] });
    expect(() => rateRanking(ratings, order, trueSkillModel())).toThrow(expect.objectContaining({ code }) as RankingError);
  });

  it('lowers everybody who was beaten by an opponent that is not rated, the stronger the more', () => {
    const ratings = ratingsOf({ means: [25, 30, 20], deviations: [8, 8, 8] });
    rateAllAsBeatenBy(ratings, [0, 1], { mean: 25, deviation: 8 }, trueSkillModel());
    const [a, b, c] = ratings.means as unknown as [number, number, number];
    expect(25 - a).toBeGreaterThan(0);
    expect(30 - b).toBeGreaterThan(25 - a);
    expect(c).toBe(20);
  });
});

describe('trueSkillModel', () => {
  it.each([
    { deviation: 0 },
    { deviation: Number.NaN },
    { beta: -1 },
    { tau: -0.1 },
    { tau: Infinity },
    { drawProbability: 1 },
    { drawProbability: -0.1 },
    { mean: Infinity },
  ])('refuses %j', (options) => {
    expect(() => trueSkillModel(options)).toThrow(RankingError);
  });
});

describe('trueSkill', () => {
  it.each(golden.sequences.map((test, index) => ({ index, ...test })))(
    'applies lists one after the other as the Python package trueskill does ($index)',
    ({ settings, players, orders, after }) => {
      const candidates = Array.from({ length: players }, (_, i) => `p${i}`);
      const judgements = orders.map((order) => complete(...order.map((i) => `p${i}`)));
      const { scores } = createTrueSkill(settings)({ candidates, judgements });
      const ranked = new Set(orders.flat());
      scores.forEach((score, i) => {
        if (!ranked.has(i)) expect(score).toMatchObject({ value: null, standardError: null, exposures: 0 });
        else {
          expect(score.value).toBeCloseTo(after.means[i] as number, 9);
          expect(score.standardError).toBeCloseTo(after.deviations[i] as number, 9);
        }
      });
    },
  );

  it('has μ = 25, σ = 25/3, β = 25/6, τ = 0 and no draws by default', () => {
    const input = { candidates: ['a', 'b'], judgements: [complete('a', 'b')] };
    expect(golden.sequences[0]).toMatchObject({ players: 2, settings: { tau: 0, drawProbability: 0 } });
    expect(values(trueSkill(input))).toEqual(values(createTrueSkill(golden.sequences[0]?.settings)(input)));
  });

  it('depends on the order of the judgements', () => {
    const [first, second] = [complete('a', 'b', 'c'), complete('c', 'b', 'a')];
    const candidates = ['a', 'b', 'c'];
    expect(values(trueSkill({ candidates, judgements: [first, second] }))).not.toEqual(
      values(trueSkill({ candidates, judgements: [second, first] })),
    );
  });

  it('counts a partial judgement for what it ranked, "none belong" as a loss to a newcomer, a malformed one for nobody', () => {
    const candidates = ['a', 'b', 'c', 'd'];
    const partial: Judgement = { outcome: 'partial', rankedIds: ['a', 'b'], shownIds: ['b', 'c', 'a'] };
    const none: Judgement = { outcome: 'none-belong', rankedIds: [], shownIds: ['c'] };
    const malformed: Judgement = { outcome: 'malformed', rankedIds: [], shownIds: candidates };
    const result = trueSkill({ candidates, judgements: [malformed, partial, none] });
    const [won, lost] = values(trueSkill({ candidates: ['x', 'y'], judgements: [complete('x', 'y')] }));
    expect(values(result)).toEqual([won, lost, lost, null]);
    expect(result.scores.map((score) => score.exposures)).toEqual([1, 1, 1, 0]);
    expect(result.components).toEqual([['a', 'b'], ['c'], ['d']]);
    expect(result.notes).toEqual(['1 of 3 judgements said that none belong: each member was rated as having lost to a newcomer.']);
    expect(result.iterations).toBe(1);
  });

  it('says how sure it is that one is better than another', () => {
    const { confidence, scores } = trueSkill({ candidates: ['a', 'b', 'c'], judgements: [complete('a', 'b'), complete('a', 'b')] });
    const [a, b] = scores;
    // scipy.stats.norm.cdf of the same distance is what the golden test of the normal distribution checks.
    const z = ((a?.value ?? NaN) - (b?.value ?? NaN)) / Math.hypot(a?.standardError ?? NaN, b?.standardError ?? NaN);
    expect(z).toBeGreaterThan(1);
    expect(confidence?.('a', 'b')).toBeGreaterThan(0.84);
    expect(confidence?.('a', 'b')).toBeLessThan(1);
    expect((confidence?.('a', 'b') ?? NaN) + (confidence?.('b', 'a') ?? NaN)).toBe(1);
    expect(confidence?.('c', 'c')).toBe(0.5);
    expect(() => confidence?.('a', 'nobody')).toThrow(expect.objectContaining({ code: 'UNKNOWN_ID' }) as RankingError);
  });

  it('answers nothing for nobody, and null for candidates without a judgement', () => {
    expect(trueSkill({ candidates: [], judgements: [] })).toMatchObject({ scores: [], components: [], iterations: 0, notes: [] });
    expect(trueSkill({ candidates: ['a'], judgements: [] }).scores).toEqual([
      { entityId: 'a', value: null, standardError: null, exposures: 0 },
    ]);
  });

  it('refuses members that are no candidates, repeated members and repeated candidates', () => {
    expect(() => trueSkill({ candidates: ['a'], judgements: [complete('a', 'x')] })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_ID' }) as RankingError,
    );
    expect(() => trueSkill({ candidates: ['a', 'b'], judgements: [complete('a', 'a')] })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ID' }) as RankingError,
    );
    expect(() => trueSkill({ candidates: ['a', 'a'], judgements: [] })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ID' }) as RankingError,
    );
  });

  it('orders everybody as unanimous lists over the same members do, with finite numbers and shrinking errors', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 2, max: 6 }), (lists, length) => {
        const members = ids.slice(0, length);
        const { scores } = trueSkill({ candidates: members, judgements: Array.from({ length: lists }, () => complete(...members)) });
        for (let i = 1; i < length; i++) expect(scores[i]?.value).toBeLessThan(scores[i - 1]?.value ?? NaN);
        for (const score of scores) {
          expect(score.standardError).toBeGreaterThan(0);
          expect(score.standardError).toBeLessThan(25 / 3);
        }
      }),
    );
  });

  it('treats candidates alike whatever they are called and wherever they stand', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const lists = fc.array(fc.shuffledSubarray(ids, { minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.shuffledSubarray(ids, { minLength: 5 }), (orders, renamed) => {
        const judgements = orders.map((order) => complete(...order));
        const other = orders.map((order) => complete(...order.map((id) => renamed[ids.indexOf(id)] as string)));
        const before = trueSkill({ candidates: ids, judgements });
        const after = trueSkill({ candidates: renamed, judgements: other });
        expect(values(after)).toEqual(values(before));
      }),
    );
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { simulatedJudge } from '../simulation/simulated-judge.js';
import { simulatedWorld } from '../simulation/simulated-world.js';
import { indexJudgements } from './judgement-index.js';
import { createThurstone, thurstone } from './thurstone.js';
import { fitThurstone } from './thurstone-fit.js';
import { thurstoneRows } from './thurstone-rows.js';
import { rateRanking } from './true-skill-rating.js';
import { trueSkillModel } from './true-skill-model.js';

interface GoldenCase {
  readonly rankings: number[][];
  readonly means: number[];
  readonly variance: number;
  readonly utility: number[];
  readonly deviation: number[];
}
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/listwise-models-golden.json', import.meta.url), 'utf8')) as { thurstone: GoldenCase[] }
).thurstone;

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const complete = (rankedIds: readonly string[], shownIds = rankedIds): Judgement => ({ shownIds, rankedIds, outcome: 'complete' });
const values = (aggregation: ReturnType<typeof thurstone>) => aggregation.scores.map((score) => score.value as number);
const fixed = (priorVariance: number) => ({ priorWeight: 1, priorVariance });

describe('thurstone', () => {
  it.each(golden)('is near the exact posterior by SciPy quadrature ($rankings)', ({ rankings, means, variance, utility, deviation }) => {
    const judgements = rankings.map((ranking) => complete(ranking.map((i) => `c${i}`)));
    const rows = thurstoneRows(indexJudgements({ candidates: ids(3), judgements }), judgements, false);
    const model = fitThurstone(rows, { prior: Float64Array.from(means), fixed: fixed(variance), tolerance: 1e-10, maxSweeps: 500 });
    // Expectation propagation is exact for one pair, and off by its nature beyond.
    const allowed = rankings.length === 1 && rankings[0]?.length === 2 ? 1e-6 : 0.03;
    model.utility.forEach((value, i) => expect(Math.abs(value - (utility[i] as number))).toBeLessThan(allowed));
    // Beliefs are factorised: what several lists leave open about their members together is lost.
    model.deviation.forEach((value, i) => {
      expect(value).toBeLessThan((deviation[i] as number) + 0.01);
      expect(value).toBeGreaterThan((deviation[i] as number) * (rankings.length === 1 ? 0.99 : 0.8));
    });
  });

  it('is TrueSkill when there is one list', () => {
    const order = [3, 1, 4, 0, 2];
    const ratings = { means: new Float64Array(5), deviations: new Float64Array(5).fill(Math.SQRT2) };
    rateRanking(ratings, order, trueSkillModel({ mean: 0, deviation: Math.SQRT2, beta: 1 }));
    const aggregate = createThurstone({ fixed: fixed(2), placeEffect: false });
    const found = aggregate({ candidates: ids(5), judgements: [complete(order.map((i) => `c${i}`))] });
    ratings.means.forEach((mean, i) => expect(found.scores[i]?.value).toBeCloseTo(mean, 6));
    ratings.deviations.forEach((deviation, i) => expect(found.scores[i]?.standardError).toBeCloseTo(deviation, 6));
  });

  it('gives, unlike TrueSkill, nearly the same whatever the order of the lists', () => {
    const prng = createPrng(4);
    const candidates = ids(12);
    const lists = Array.from({ length: 30 }, () => prng.shuffled(ids(12)).slice(0, 5));
    const judgements = lists.map((list) => complete(prng.shuffled(list), list));
    const fit = (list: readonly Judgement[]) =>
      fitThurstone(thurstoneRows(indexJudgements({ candidates, judgements: list }), list), {
        prior: new Float64Array(12),
        fixed: fixed(2),
        tolerance: 1e-8,
        maxSweeps: 500,
      }).utility;
    const backward = fit([...judgements].reverse());
    fit(judgements).forEach((value, i) => expect(value).toBeCloseTo(backward[i] as number, 4));
  });

  it('finds how a simulated judge errs: noise as the unit, prior weight, place effect', () => {
    const world = simulatedWorld({ candidates: 150, priorCorrelation: 0.6, seed: 11 });
    const judge = simulatedJudge(world.utility, { noise: 0.5, positionBias: 0.4, omission: 0, malformed: 0, lengthEffect: 0 }, 3);
    const prng = createPrng(8);
    const judgements = Array.from({ length: 250 }, () => judge(prng.shuffled(world.candidates).slice(0, 12)));
    const { model } = createThurstone()({ candidates: world.candidates, judgements, priorScores: world.priorScores });
    // In units of noise: place effect .4 / .5, utilities 1 / .5, of which .6 comes with the prior and √(1 − .36) beside it.
    expect(model.placeEffect).toBeGreaterThan(0.65);
    expect(model.placeEffect).toBeLessThan(0.95);
    expect(model.priorWeight).toBeGreaterThan(0.9);
    expect(model.priorWeight).toBeLessThan(1.5);
    expect(model.priorVariance).toBeGreaterThan(1.8);
    expect(model.priorVariance).toBeLessThan(3.4);
    // About two in three true utilities lie within one deviation.
    const scale = 0.5;
    const within = world.candidates.filter((id, i) => {
      const truth = (world.utility.get(id) as number) / scale;
      const mean = [...world.utility.values()].reduce((sum, value) => sum + value, 0) / 150 / scale;
      const fitted = [...model.utility].reduce((sum, value) => sum + value, 0) / 150;
      return Math.abs((model.utility[i] as number) - fitted - (truth - mean)) < (model.deviation[i] as number);
    }).length;
    expect(within / 150).toBeGreaterThan(0.55);
    expect(within / 150).toBeLessThan(0.8);
  });

  it('recovers a unanimous order, on random lists', () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids(8), { minLength: 2 }), { maxLength: 10 }), (lists) => {
        const judgements = [...lists, ids(8), ids(8).reverse()].map((shown) => complete([...shown].sort(), shown));
        const found = values(thurstone({ candidates: ids(8), judgements }));
        expect(found).toEqual([...found].sort((a, b) => b - a));
      }),
      { numRuns: 40 },
    );
  });

  it('counts a partial answer for what it ranked, and keeps members of which none belong below the rest', () => {
    const partial: Judgement = { shownIds: ['c0', 'c1', 'c2'], rankedIds: ['c1', 'c0'], outcome: 'partial' };
    const { scores } = thurstone({ candidates: ids(3), judgements: [partial] });
    expect(scores.map((score) => score.exposures)).toEqual([1, 1, 0]);
    expect(scores[2]?.value).toBeNull();
    const none: Judgement = { shownIds: ['c0', 'c1'], rankedIds: [], outcome: 'none-belong' };
    const [a, b, c] = values(thurstone({ candidates: ids(3), judgements: [none], priorScores: [1, 1, 1] }));
    expect(a).toBeCloseTo(b as number, 1);
    expect(a).toBeLessThan(c as number);
  });

  it('is defined for nobody, one candidate, no judgements, malformed ones, cycles and a judge without noise', () => {
    expect(thurstone({ candidates: [], judgements: [] }).scores).toEqual([]);
    expect(thurstone({ candidates: ['a'], judgements: [] }).scores[0]).toEqual({
      entityId: 'a',
      value: null,
      standardError: null,
      exposures: 0,
    });
    const malformed: Judgement = { shownIds: ['c0', 'c1'], rankedIds: [], outcome: 'malformed' };
    expect(thurstone({ candidates: ids(2), judgements: [malformed] }).scores.every((score) => score.value === null)).toBe(true);
    const cycle = [complete(['c0', 'c1']), complete(['c1', 'c2']), complete(['c2', 'c0'])];
    expect(values(thurstone({ candidates: ids(3), judgements: cycle })).every(Number.isFinite)).toBe(true);
    const sure = thurstone({ candidates: ids(15), judgements: Array.from({ length: 12 }, () => complete(ids(15))) });
    expect(values(sure)).toEqual([...values(sure)].sort((a, b) => b - a));
    expect(values(sure).every(Number.isFinite)).toBe(true);
  });

  it('tells how sure an order is, and the groups that nothing links', () => {
    const aggregation = thurstone({
      candidates: ids(4),
      judgements: [...Array.from({ length: 5 }, () => complete(['c0', 'c1'])), complete(['c2', 'c3'])],
    });
    const sure = aggregation.confidence?.('c0', 'c1') as number;
    expect(sure).toBeGreaterThan(aggregation.confidence?.('c2', 'c3') as number);
    expect(sure + (aggregation.confidence?.('c1', 'c0') as number)).toBeCloseTo(1, 12);
    expect(aggregation.components).toHaveLength(2);
    expect(aggregation.notes.join()).toContain('2 groups');
  });

  it('refuses impossible settings and questions', () => {
    expect(() => createThurstone({ fixed: fixed(-1) })).toThrow(/variance above 0/);
    expect(() => thurstone({ candidates: ids(2), judgements: [] }).confidence?.('c0', 'x')).toThrow(/"x"/);
  });
});

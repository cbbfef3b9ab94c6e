import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { indexJudgements } from './judgement-index.js';
import { createPlackettLuce, plackettLuce } from './plackett-luce.js';
import { varianceFrom } from './cholesky.js';
import { posteriorFactor } from './plackett-luce-covariance.js';
import { fitPlackettLuce, parametersOf, priorVariances } from './plackett-luce-model.js';
import { plackettLuceRows } from './plackett-luce-rows.js';

interface GoldenCase {
  readonly n: number;
  readonly variance: number;
  readonly means: number[];
  readonly lists: { shown: number[]; ranked: number[] }[];
  readonly choix: number[];
  readonly scipy: { utility: number[]; placeEffect: number; standardErrors: number[] };
}
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/listwise-models-golden.json', import.meta.url), 'utf8')) as { plackettLuce: GoldenCase[] }
).plackettLuce;

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);
const complete = (rankedIds: readonly string[], shownIds = rankedIds): Judgement => ({ shownIds, rankedIds, outcome: 'complete' });
const judgementsOf = ({ lists }: GoldenCase) =>
  lists.map(({ shown, ranked }) =>
    complete(
      ranked.map((i) => `c${i}`),
      shown.map((i) => `c${i}`),
    ),
  );
const values = (aggregation: ReturnType<typeof plackettLuce>) => aggregation.scores.map((score) => score.value as number);

describe('plackettLuce', () => {
  it.each(golden)('has the mode of SciPy and the errors of its numerical Hessian ($n candidates)', (given) => {
    const candidates = ids(given.n);
    const judgements = judgementsOf(given);
    const rows = plackettLuceRows(indexJudgements({ candidates, judgements }), judgements);
    const fixed = { priorWeight: 1, priorVariance: given.variance };
    const model = fitPlackettLuce(rows, { prior: Float64Array.from(given.means), fixed });
    model.utility.forEach((value, i) => expect(value).toBeCloseTo(given.scipy.utility[i] as number, 5));
    expect(model.placeEffect).toBeCloseTo(given.scipy.placeEffect, 5);
    const factor = posteriorFactor(rows, parametersOf(model), priorVariances(given.n, given.variance));
    given.scipy.standardErrors.forEach((error, i) => expect(Math.sqrt(varianceFrom(factor, given.n + 2, i))).toBeCloseTo(error, 4));
  });

  it.each(golden)('has the penalised maximum of choix when no place effect is fitted ($n candidates)', (given) => {
    const aggregate = createPlackettLuce({ fixed: { priorWeight: 1, priorVariance: given.variance }, placeEffect: false });
    values(aggregate({ candidates: ids(given.n), judgements: judgementsOf(given) })).forEach((value, i) =>
      expect(value).toBeCloseTo(given.choix[i] as number, 4),
    );
  });

  it('recovers a unanimous order, and renamed candidates get the same values', () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids(8), { minLength: 2 }), { minLength: 8, maxLength: 16 }), (lists) => {
        const judgements = lists.map((shown) => complete([...shown].sort(), shown));
        const all = [...judgements, complete(ids(8), ids(8)), complete(ids(8), ids(8).reverse())];
        const found = values(plackettLuce({ candidates: ids(8), judgements: all }));
        expect(found).toEqual([...found].sort((a, b) => b - a));
        const renamed = (list: readonly string[]) => list.map((id) => `x-${id}`);
        const again = plackettLuce({
          candidates: renamed(ids(8)),
          judgements: all.map((judgement) => complete(renamed(judgement.rankedIds), renamed(judgement.shownIds))),
        });
        expect(values(again)).toEqual(found);
      }),
      { numRuns: 30 },
    );
  });

  it('fits a heavy prior to a judge that agrees with stage 1 and none to one that does not', () => {
    const candidates = ids(40);
    const prng = createPrng(3);
    const priorScores = candidates.map((_, i) => -i);
    const lists = Array.from({ length: 40 }, () => prng.shuffled(candidates).slice(0, 8));
    const byNumber = (list: readonly string[]) => [...list].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    const agreeing = createPlackettLuce()({ candidates, judgements: lists.map((list) => complete(byNumber(list), list)), priorScores });
    const random = createPlackettLuce()({ candidates, judgements: lists.map((list) => complete(prng.shuffled(list), list)), priorScores });
    expect(agreeing.model.priorWeight).toBeGreaterThan(2);
    expect(Math.abs(random.model.priorWeight)).toBeLessThan(0.3);
  });

  it('takes off what the first place gains', () => {
    const candidates = ids(12);
    const prng = createPrng(5);
    // The judge repeats what it was shown, whatever it is.
    const lists = Array.from({ length: 60 }, () => prng.shuffled(candidates).slice(0, 6));
    const { model } = createPlackettLuce()({ candidates, judgements: lists.map((list) => complete(list)) });
    expect(model.placeEffect).toBeGreaterThan(3);
    expect(Math.max(...model.utility) - Math.min(...model.utility)).toBeLessThan(1);
  });

  it('keeps those of an answer that none belong below the others of the same prior', () => {
    const judgements: Judgement[] = [
      { shownIds: ['c0', 'c1'], rankedIds: [], outcome: 'none-belong' },
      complete(['c2', 'c3']),
      { shownIds: ['c4', 'c5'], rankedIds: [], outcome: 'malformed' },
    ];
    const aggregation = plackettLuce({ candidates: ids(6), judgements });
    const [a, b, c, , e, f] = aggregation.scores;
    expect(a?.value).toBeCloseTo(b?.value as number, 9);
    expect(a?.value).toBeLessThan(0);
    expect(c?.value).toBeGreaterThan(a?.value as number);
    expect([e, f].map((score) => [score?.value, score?.exposures])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });

  it('says how sure an order is, and reports groups that nothing links', () => {
    const aggregation = plackettLuce({
      candidates: ids(5),
      judgements: [...Array.from({ length: 6 }, () => complete(['c0', 'c1'], ['c1', 'c0'])), complete(['c2', 'c3'])],
      priorScores: [1, 1, 1, 1, 1],
    });
    expect(aggregation.confidence?.('c0', 'c1')).toBeGreaterThan(0.9);
    expect((aggregation.confidence?.('c0', 'c1') as number) + (aggregation.confidence?.('c1', 'c0') as number)).toBeCloseTo(1, 12);
    expect(aggregation.confidence?.('c2', 'c3')).toBeLessThan(aggregation.confidence?.('c0', 'c1') as number);
    expect(aggregation.components.map((group) => group.length)).toEqual([2, 2, 1]);
    expect(aggregation.notes.join()).toContain('3 groups');
    expect(() => aggregation.confidence?.('c0', 'nobody')).toThrow(/nobody/);
  });

  it('stays finite for contradictory cycles, for judges without any noise, and without anything to go by', () => {
    const cycle = plackettLuce({
      candidates: ids(3),
      judgements: [complete(['c0', 'c1']), complete(['c1', 'c2']), complete(['c2', 'c0'])],
    });
    expect(Math.max(...values(cycle)) - Math.min(...values(cycle))).toBeLessThan(1e-6);
    const sure = plackettLuce({ candidates: ids(30), judgements: Array.from({ length: 50 }, () => complete(ids(30))) });
    expect(values(sure).every(Number.isFinite)).toBe(true);
    expect(plackettLuce({ candidates: [], judgements: [] }).scores).toEqual([]);
    expect(plackettLuce({ candidates: ['a'], judgements: [] }).scores).toEqual([
      { entityId: 'a', value: null, standardError: null, exposures: 0 },
    ]);
    const alone = plackettLuce({ candidates: ['a', 'b'], judgements: [], priorScores: [2, 1] });
    expect(alone.scores[0]?.value).toBeGreaterThan(alone.scores[1]?.value as number);
  });

  it('refuses a prior that is none, naming it', () => {
    expect(() => createPlackettLuce({ fixed: { priorWeight: 1, priorVariance: 0 } })).toThrow(/variance above 0/);
    expect(() => plackettLuce({ candidates: ['a', 'b'], judgements: [], priorScores: [1, NaN] })).toThrow(/NaN/);
  });
});

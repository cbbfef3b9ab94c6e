import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import type { AggregationInput, Aggregator } from './aggregator.js';
import { borda } from './borda.js';
import { bradleyTerry } from './bradley-terry.js';
import { kemeny } from './kemeny.js';
import { orderOf } from './order-of.js';
import { pageRank } from './page-rank.js';
import { rankCentrality } from './rank-centrality.js';
import { rankFusion } from './reciprocal-rank-fusion.js';
import { winRate } from './win-rate.js';

const all: readonly (readonly [string, Aggregator])[] = Object.entries({
  borda,
  rankFusion,
  winRate,
  pageRank,
  bradleyTerry,
  rankCentrality,
  kemeny,
});
/** Kemeny's order has no two candidates in one place: ties go to the earlier candidate, so that the order of candidates does matter. */
const withTies = all.filter(([name]) => name !== 'kemeny');
/** Those that see comparisons only. */
const pairwise = all.filter(([name]) => name !== 'borda' && name !== 'rankFusion');

/** Seven aggregators and a dozen properties: fewer runs of each than usual. */
const RUNS = { numRuns: 50 };

const iterative = new Set(['pageRank', 'bradleyTerry', 'rankCentrality']);

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const complete = (...ranked: string[]): Judgement => ({ outcome: 'complete', shownIds: [...ranked].sort(), rankedIds: ranked });
const noneBelong = (...shownIds: string[]): Judgement => ({ outcome: 'none-belong', shownIds, rankedIds: [] });

const anyJudgement: fc.Arbitrary<Judgement> = fc
  .record({ shownIds: fc.shuffledSubarray(ids, { minLength: 1 }), left: fc.nat(6), kind: fc.nat(9) })
  .map(({ shownIds, left, kind }) => {
    if (kind === 0) return noneBelong(...shownIds);
    if (kind === 1) return { outcome: 'malformed', shownIds, rankedIds: [] };
    if (kind < 5) return { outcome: 'partial', shownIds, rankedIds: shownIds.slice(left) };
    return { outcome: 'complete', shownIds, rankedIds: shownIds };
  });
const anyInput = fc.array(anyJudgement, { maxLength: 10 }).map((judgements): AggregationInput => ({ candidates: ids, judgements }));

const valuesOf = (aggregate: Aggregator, input: AggregationInput) =>
  new Map(aggregate(input).scores.map(({ entityId, value }) => [entityId, value]));

/** The same to the last bit, or within twice the grid of an iterative aggregator. */
function expectSame(actual: ReadonlyMap<string, number | null>, expected: ReadonlyMap<string, number | null>, isIterative: boolean): void {
  const wrong = ids.filter((id) => {
    const [a, b] = [actual.get(id) ?? null, expected.get(id) ?? null];
    return isIterative && a !== null && b !== null ? Math.abs(a - b) > 2e-6 : a !== b;
  });
  expect(wrong).toEqual([]);
}

describe.each(all)('%s', (name, aggregate) => {
  const isIterative = iterative.has(name);

  it('finds the order that all judgements agree on', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 2 }), fc.integer({ min: 1, max: 4 }), (order, copies) => {
        const judgements = Array.from({ length: copies }, () => complete(...order));
        expect(orderOf(aggregate({ candidates: [...order].sort(), judgements }))).toEqual(order);
      }),
      RUNS,
    );
  });

  it('gives a finite value or null, no error without a value and none below 0, and the same bytes each time', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const aggregation = aggregate(input);
        expect(aggregation.scores.map(({ entityId }) => entityId)).toEqual(ids);
        expect(aggregation.components.flat().sort()).toEqual(ids);
        const wrong = aggregation.scores.filter(({ value, standardError }) =>
          value === null ? standardError !== null : !Number.isFinite(value) || (standardError ?? 0) < 0 || Number.isNaN(standardError),
        );
        expect(wrong).toEqual([]);
        expect(JSON.stringify(aggregate(input))).toBe(JSON.stringify(aggregation));
      }),
      RUNS,
    );
  });

  it('counts a partial judgement as if the members that it left out had not been shown', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const judgements = input.judgements.map((judgement) =>
          judgement.outcome === 'partial' ? { ...judgement, shownIds: judgement.rankedIds, outcome: 'complete' as const } : judgement,
        );
        expect(JSON.stringify(aggregate({ ...input, judgements }))).toBe(JSON.stringify(aggregate(input)));
      }),
      RUNS,
    );
  });

  it('passes over malformed judgements, whatever they say', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const malformed: Judgement = { outcome: 'malformed', shownIds: ['a', 'x', 'x'], rankedIds: ['b'] };
        expect(JSON.stringify(aggregate({ ...input, judgements: [malformed, ...input.judgements] }))).toBe(
          JSON.stringify(aggregate(input)),
        );
      }),
      RUNS,
    );
  });

  it('does not depend on what candidates are called', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const renamed = (list: readonly string[]) => list.map((id) => `${9 - ids.indexOf(id)}-${id}`);
        const other = aggregate({
          candidates: renamed(input.candidates),
          judgements: input.judgements.map((judgement) => ({
            ...judgement,
            shownIds: renamed(judgement.shownIds),
            rankedIds: renamed(judgement.rankedIds),
          })),
        });
        expect(other.scores.map(({ value }) => value)).toEqual(aggregate(input).scores.map(({ value }) => value));
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the judgements', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const turned = { ...input, judgements: [...input.judgements].reverse() };
        expectSame(valuesOf(aggregate, turned), valuesOf(aggregate, input), isIterative);
      }),
      RUNS,
    );
  });

  it('leaves a candidate that is level with another or ahead of it there when one more judgement says so', () => {
    fc.assert(
      fc.property(anyInput, fc.shuffledSubarray(ids, { minLength: 2, maxLength: 2 }), (input, [a, b]) => {
        // Rank Centrality sees shares of pairs: it can fall by meeting somebody for the first time, even in winning.
        const met = input.judgements.some(({ rankedIds }) => rankedIds.includes(a!) && rankedIds.includes(b!));
        fc.pre(met || name !== 'rankCentrality');
        const before = valuesOf(aggregate, input);
        fc.pre((before.get(a!) ?? -Infinity) >= (before.get(b!) ?? Infinity));
        const after = valuesOf(aggregate, { ...input, judgements: [...input.judgements, complete(a!, b!)] });
        expect(after.get(a!)).toBeGreaterThanOrEqual((after.get(b!) as number) - 2e-6);
      }),
      RUNS,
    );
  });

  it('counts as exposures the judgements that count for a candidate', () => {
    const partial: Judgement = { outcome: 'partial', shownIds: ['a', 'b', 'c'], rankedIds: ['b', 'a'] };
    const { scores } = aggregate({ candidates: ids, judgements: [partial, noneBelong('a', 'd'), complete('a', 'e', 'b')] });
    expect(scores.map(({ exposures }) => exposures)).toEqual([3, 2, 0, 1, 1, 0]);
  });

  it('answers no candidates, no judgements and one candidate', () => {
    expect(aggregate({ candidates: [], judgements: [] })).toMatchObject({ scores: [], components: [], iterations: 0, notes: [] });
    const nobody = { entityId: 'a', value: null, standardError: null, exposures: 0 };
    expect(aggregate({ candidates: ['a'], judgements: [] }).scores).toEqual([nobody]);
    const [alone] = aggregate({ candidates: ['a'], judgements: [complete('a')] }).scores;
    expect(alone).toMatchObject({ standardError: null, exposures: 1 });
  });

  it('refuses judgements about strangers', () => {
    expect(() => aggregate({ candidates: ['a'], judgements: [complete('a', 'b')] })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_ID' }),
    );
  });

  it('reports groups that no judgement links', () => {
    const input = {
      candidates: ['a', 'b', 'c', 'd', 'e'],
      judgements: [complete('b', 'a'), complete('e', 'c', 'd'), noneBelong('a', 'c')],
    };
    expect(aggregate(input).components).toEqual([
      ['c', 'd', 'e'],
      ['a', 'b'],
    ]);
  });
});

describe.each(withTies)('%s', (name, aggregate) => {
  const isIterative = iterative.has(name);

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const turned = { ...input, candidates: [...ids].reverse() };
        expectSame(valuesOf(aggregate, turned), valuesOf(aggregate, input), isIterative);
      }),
      RUNS,
    );
  });

  it('gives candidates that contradictory judgements run round in a circle exactly the same value', () => {
    const circle = [complete('a', 'b', 'c'), complete('b', 'c', 'a'), complete('c', 'a', 'b')];
    const { scores } = aggregate({ candidates: ['a', 'b', 'c'], judgements: circle });
    expect(new Set(scores.map(({ value }) => value)).size).toBe(1);
    expect(scores[0]?.value).not.toBeNull();
  });
});

describe.each(all.filter(([name]) => ['borda', 'winRate', 'bradleyTerry'].includes(name)))('%s', (_, aggregate) => {
  it('is never certain of a pair, says ½ where it knows nothing, and the complement the other way round', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { scores, confidence } = aggregate(input);
        const known = new Set(scores.filter(({ value }) => value !== null).map(({ entityId }) => entityId));
        const pairs = ids.flatMap((a) => ids.map((b) => ({ a, b, p: confidence?.(a, b) ?? NaN, q: confidence?.(b, a) ?? NaN })));
        expect(pairs.filter(({ p, q }) => !(p > 0 && p < 1 && p + q === 1))).toEqual([]);
        expect(pairs.filter(({ a, b, p }) => p !== 0.5 && (a === b || !known.has(a) || !known.has(b)))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe.each(pairwise)('%s', (name, aggregate) => {
  it('gives all candidates the same value when each pair was put both ways', () => {
    const { scores } = aggregate({ candidates: ids, judgements: [complete(...ids), complete(...[...ids].reverse())] });
    const values = scores.map(({ value }) => (value as number).toFixed(9));
    expect(new Set(values).size).toBe(name === 'kemeny' ? ids.length : 1);
  });

  it('takes no comparison from "none belong" and from lists of one', () => {
    const judgements = [complete('a', 'b'), complete('b', 'c'), complete('b', 'a')];
    const input = { candidates: ids, judgements };
    const more = { candidates: ids, judgements: [...judgements, noneBelong('a', 'd'), complete('e')] };
    expect([...valuesOf(aggregate, more)]).toEqual([...valuesOf(aggregate, input)]);
    expect(valuesOf(aggregate, more).get('d')).toBeNull();
    expect(valuesOf(aggregate, more).get('e')).toBeNull();
  });
});

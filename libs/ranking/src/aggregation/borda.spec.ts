import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { borda, bordaMean, localScore } from './borda.js';
import { normalCdf } from './normal-distribution.js';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;

const complete = (...rankedIds: string[]) => ({ outcome: 'complete' as const, rankedIds, shownIds: rankedIds });

describe('bordaMean', () => {
  it('maps ranks to 1 … 0 and averages them', () => {
    expect([1, 2, 3].map((rank) => localScore(rank, 3))).toEqual([1, 0.5, 0]);
    const [a, b, c] = bordaMean(['a', 'b', 'c'], [complete('a', 'b', 'c'), complete('a', 'c')]);
    expect(a).toMatchObject({ value: 1, exposures: 2, standardError: 0 });
    expect(b).toMatchObject({ value: 0.5, exposures: 1, standardError: null });
    expect(c).toMatchObject({ value: 0, exposures: 2 });
  });

  it('gives the standard error of the mean (scipy.stats.sem([1, 0, 0.5]) = 0.28867513459481287)', () => {
    const [a] = bordaMean(['a'], [complete('a', 'x', 'y'), complete('x', 'y', 'a'), complete('x', 'a', 'y')]);
    expect(a?.standardError).toBeCloseTo(0.28867513459481287, 12);
  });

  it('counts a partial judgement only for what it ranked, "none belong" as zero, a malformed one for nobody', () => {
    const partial = { outcome: 'partial' as const, rankedIds: ['a', 'b'], shownIds: ['a', 'b', 'c'] };
    const none = { outcome: 'none-belong' as const, rankedIds: [], shownIds: ['a'] };
    const malformed = { outcome: 'malformed' as const, rankedIds: [], shownIds: ['a', 'b', 'c'] };
    const [a, b, c] = bordaMean(['a', 'b', 'c'], [partial, none, malformed]);
    expect(a).toMatchObject({ value: 0.5, exposures: 2 });
    expect(b).toMatchObject({ value: 0, exposures: 1 });
    expect(c).toEqual({ entityId: 'c', value: null, standardError: null, exposures: 0 });
  });

  it('puts the unanimous order first to last, whatever the overlap of the lists', () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 2 }), { minLength: 1 }), (lists) => {
        const scores = bordaMean(
          ['a', 'b', 'c', 'd', 'e'],
          lists.map((list) => complete(...[...list].sort())),
        );
        const a = scores[0]?.value;
        const e = scores[4]?.value;
        if (a !== null) expect(a).toBe(1);
        if (e !== null) expect(e).toBe(0);
      }),
    );
  });
});

describe('borda', () => {
  it.each(golden.cases)('agrees with NumPy and scipy.stats.sem: $title', (entry) => {
    const { scores } = borda(inputOf(entry));
    scores.forEach(({ value, standardError }, i) => {
      expect(value).toBeCloseTo(entry.borda.values[i] as number, 12);
      expect(standardError).toBeCloseTo(entry.borda.errors[i] as number, 12);
    });
  });

  it('gives what bordaMean gives', () => {
    for (const entry of golden.cases) {
      const input = inputOf(entry);
      const means = bordaMean(input.candidates, input.judgements);
      expect(borda(input).scores).toEqual(means.map((score) => ({ ...score, value: expect.closeTo(score.value as number, 12) })));
    }
  });

  it('is not certain of two judgements that agree: a place at random counts beside them', () => {
    const { confidence, scores } = borda({ candidates: ['a', 'b'], judgements: [complete('a', 'b'), complete('a', 'b')] });
    expect(scores[0]?.standardError).toBe(0);
    // Variance 1/12 over 2 observations, over 2 for the mean, for each of the two.
    expect(confidence?.('a', 'b')).toBeCloseTo(normalCdf(1 / Math.sqrt((2 * (1 / 12)) / 4)), 12);
  });

  it('grows surer with each judgement that says the same', () => {
    const confidences = [1, 2, 3, 4].map(
      (times) =>
        borda({ candidates: ['a', 'b', 'c'], judgements: Array.from({ length: times }, () => complete('a', 'b', 'c')) }).confidence?.(
          'a',
          'b',
        ) ?? 0,
    );
    for (let i = 1; i < confidences.length; i++) expect(confidences[i]).toBeGreaterThan(confidences[i - 1] as number);
    expect(confidences[0]).toBeGreaterThan(0.5);
  });

  it('gives every member of a judgement in which none belongs the lowest score', () => {
    const noneBelong = { outcome: 'none-belong' as const, shownIds: ['a', 'b'], rankedIds: [] };
    expect(borda({ candidates: ['a', 'b'], judgements: [noneBelong] }).scores.map(({ value }) => value)).toEqual([0, 0]);
  });
});

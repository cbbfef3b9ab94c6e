import { readFileSync } from 'node:fs';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';
import { winRate } from './win-rate.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const complete = (...ids: string[]) => ({ outcome: 'complete' as const, shownIds: ids, rankedIds: ids });

describe('winRate', () => {
  it.each(golden.cases)('agrees with comparisons counted one by one, errors with the formula in NumPy: $title', (entry) => {
    const { scores, confidence } = winRate(inputOf(entry));
    scores.forEach(({ value, standardError }, i) => {
      expect(value).toBeCloseTo(entry.winRate.values[i] as number, 12);
      expect(standardError).toBeCloseTo(entry.winRate.errors[i] as number, 12);
    });
    expect(confidence?.('0', '1')).toBeCloseTo(entry.winRate.confidence, 10);
  });

  it('is the share of comparisons won', () => {
    const { scores } = winRate({ candidates: ['a', 'b', 'c'], judgements: [complete('a', 'b', 'c'), complete('b', 'a')] });
    expect(scores.map(({ value }) => value)).toEqual([2 / 3, 2 / 3, 0]);
  });

  it('has the binomial error, with one win and one loss more, when every list is one comparison', () => {
    const { scores } = winRate({ candidates: ['a', 'b'], judgements: [complete('a', 'b'), complete('a', 'b'), complete('a', 'b')] });
    expect(scores[0]).toMatchObject({ value: 1, exposures: 3 });
    expect(scores[0]?.standardError).toBeCloseTo(Math.sqrt((0.8 * 0.2) / 5), 12);
  });

  it('does not take the comparisons of one long list for as many judgements', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const oneList = winRate({ candidates: ids, judgements: [complete(...ids)] });
    const asManyPairs = winRate({ candidates: ids, judgements: ids.flatMap((a, i) => ids.slice(i + 1).map((b) => complete(a, b))) });
    expect(oneList.scores.map(({ value }) => value)).toEqual(asManyPairs.scores.map(({ value }) => value));
    const [middle, middleOfPairs] = [oneList.scores[9]?.standardError ?? 0, asManyPairs.scores[9]?.standardError ?? 0];
    expect(middle).toBeGreaterThan(2 * middleOfPairs);
    expect(oneList.confidence?.('c0', 'c10')).toBeLessThan(asManyPairs.confidence?.('c0', 'c10') as number);
  });
});

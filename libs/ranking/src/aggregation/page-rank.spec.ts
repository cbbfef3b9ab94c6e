import { readFileSync } from 'node:fs';
import { createPageRank, pageRank } from './page-rank.js';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const complete = (...ids: string[]) => ({ outcome: 'complete' as const, shownIds: ids, rankedIds: ids });

describe('pageRank', () => {
  it.each(golden.cases)('agrees with networkx.pagerank: $title', (entry) => {
    const { scores, iterations } = pageRank(inputOf(entry));
    scores.forEach(({ value }, i) => expect(value).toBeCloseTo(entry.pageRank[i] as number, 9));
    expect(iterations).toBeGreaterThan(1);
  });

  it('starts anew from whoever was never beaten, as worked out by hand for two candidates', () => {
    // a = (1 − d)/2 + d·b + d·a/2 and a + b = 1.
    const { scores } = createPageRank({ damping: 0.5 })({ candidates: ['a', 'b'], judgements: [complete('a', 'b')] });
    expect(scores[0]?.value).toBeCloseTo((0.25 + 0.5) / 1.25, 9);
    expect(scores[1]?.value).toBeCloseTo(0.5 / 1.25, 9);
  });

  it('adds up to 1 over the candidates that were compared, in groups that nothing links as well', () => {
    const judgements = [complete('a', 'b'), complete('c', 'd', 'e'), complete('x')];
    const { scores, components } = pageRank({ candidates: ['a', 'b', 'c', 'd', 'e', 'x'], judgements });
    expect(scores.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(1, 9);
    expect(scores.at(-1)?.value).toBeNull();
    expect(components).toHaveLength(3);
  });

  it('has no errors to offer', () => {
    const aggregation = pageRank({ candidates: ['a', 'b'], judgements: [complete('a', 'b')] });
    expect(aggregation.scores.map(({ standardError }) => standardError)).toEqual([null, null]);
    expect(aggregation.confidence).toBeUndefined();
  });

  it('says where it stood when the passes were too few', () => {
    const aggregate = createPageRank({ maxIterations: 2 });
    expect(() => aggregate({ candidates: ['a', 'b'], judgements: [complete('a', 'b')] })).toThrow(
      expect.objectContaining({ code: 'NOT_CONVERGED', value: { iteration: 2, residual: expect.any(Number) } }),
    );
  });

  it.each([{ damping: 0 }, { damping: 1 }, { damping: NaN }, { tolerance: 0 }, { tolerance: Infinity }, { maxIterations: 0.5 }])(
    'refuses %j',
    (settings) => {
      expect(() => createPageRank(settings)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: Object.keys(settings)[0] }));
    },
  );
});

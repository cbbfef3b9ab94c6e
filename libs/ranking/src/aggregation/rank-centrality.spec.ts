import { readFileSync } from 'node:fs';
import { createRankCentrality, rankCentrality } from './rank-centrality.js';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const complete = (...ids: string[]) => ({ outcome: 'complete' as const, shownIds: ids, rankedIds: ids });

/** Neighbours only, the earlier candidate wins twice and loses once. */
const chain = (n: number) => {
  const candidates = Array.from({ length: n }, (_, i) => `c${i}`);
  const pairs = candidates.slice(1).map((b, i) => [candidates[i] as string, b] as const);
  return { candidates, judgements: pairs.flatMap(([a, b]) => [complete(a, b), complete(a, b), complete(b, a)]) };
};

describe('rankCentrality', () => {
  it.each(golden.cases)('agrees with choix.rank_centrality without smoothing: $title', (entry) => {
    const { scores } = createRankCentrality({ smoothing: 0 })(inputOf(entry));
    scores.forEach(({ value }, i) => expect(value).toBeCloseTo(entry.rankCentrality.plain[i] as number, 5));
  });

  it.each(golden.cases)('agrees with the eigenvector of the smoothed chain from NumPy: $title', (entry) => {
    const { scores } = rankCentrality(inputOf(entry));
    scores.forEach(({ value }, i) => expect(value).toBeCloseTo(entry.rankCentrality.smoothed[i] as number, 5));
  });

  it('doubles the strength from neighbour to neighbour of a chain that wins two to one', () => {
    const { scores } = createRankCentrality({ smoothing: 0 })(chain(12));
    for (let i = 1; i < 12; i++) expect((scores[i - 1]?.value ?? 0) - (scores[i]?.value ?? 0)).toBeCloseTo(Math.LN2, 5);
    expect(scores.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(0, 5);
  });

  it('does not swing to and fro between one candidate and its two only opponents', () => {
    const { scores } = rankCentrality({ candidates: ['a', 'b', 'c'], judgements: [complete('a', 'b'), complete('b', 'c')] });
    // (1 + 1) / (1 + 2) against 1/3, twice.
    expect(scores.map(({ value }) => value)).toEqual([0.693147, 0, -0.693147]);
  });

  it('centres every group on its own, and says that they cannot be compared', () => {
    const { scores, notes } = rankCentrality({ candidates: ['a', 'b', 'c', 'd'], judgements: [complete('a', 'b'), complete('d', 'c')] });
    expect(scores.map(({ value }) => value)).toEqual([0.346574, -0.346574, -0.346574, 0.346574]);
    expect(notes).toEqual([expect.stringContaining('2 groups')]);
  });

  it('has no answer without smoothing when somebody was never beaten', () => {
    const judgements = [complete('a', 'b', 'c'), complete('a', 'c', 'b')];
    expect(() => createRankCentrality({ smoothing: 0 })({ candidates: ['a', 'b', 'c'], judgements })).toThrow(
      expect.objectContaining({ code: 'NOT_CONVERGED', value: { iteration: 0, residual: null } }),
    );
  });

  it('says where it stood when the passes were too few', () => {
    expect(() => createRankCentrality({ maxIterations: 3 })(chain(30))).toThrow(
      expect.objectContaining({ code: 'NOT_CONVERGED', value: { iteration: 3, residual: expect.any(Number) } }),
    );
  });

  it.each([{ smoothing: -1 }, { smoothing: NaN }, { tolerance: 0 }, { maxIterations: 0 }])('refuses %j', (settings) => {
    expect(() => createRankCentrality(settings)).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: Object.keys(settings)[0] }),
    );
  });
});

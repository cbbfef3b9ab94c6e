import fc from 'fast-check';
import { bordaMean, localScore } from './borda.js';

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

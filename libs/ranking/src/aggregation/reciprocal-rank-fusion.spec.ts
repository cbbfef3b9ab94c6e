import fc from 'fast-check';
import { createRankFusion, rankFusion, reciprocalRankFusion } from './reciprocal-rank-fusion.js';

describe('reciprocalRankFusion', () => {
  it('adds weight / (k + rank) over the lists', () => {
    const fused = reciprocalRankFusion(
      [
        { ids: ['a', 'b'], weight: 1 },
        { ids: ['b', 'c'], weight: 2 },
      ],
      60,
    );
    expect(fused).toEqual([
      { entityId: 'b', score: 1 / 62 + 2 / 61 },
      { entityId: 'c', score: 2 / 62 },
      { entityId: 'a', score: 1 / 61 },
    ]);
  });

  it('keeps the order of a single list, and drops lists of weight 0', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (ids, others) => {
        expect(
          reciprocalRankFusion(
            [
              { ids, weight: 3 },
              { ids: others, weight: 0 },
            ],
            10,
          ).map((entity) => entity.entityId),
        ).toEqual(ids);
      }),
    );
  });

  it('refuses a negative weight and an impossible constant', () => {
    expect(() => reciprocalRankFusion([{ ids: ['a'], weight: -1 }], 60)).toThrow(RangeError);
    expect(() => reciprocalRankFusion([], -1)).toThrow(RangeError);
    for (const weight of [NaN, Infinity])
      expect(() => reciprocalRankFusion([{ ids: [], weight }], 60)).toThrow(
        expect.objectContaining({ code: 'INVALID_SETTING', field: 'weight' }),
      );
  });
});

describe('rankFusion', () => {
  const complete = (...ids: string[]) => ({ outcome: 'complete' as const, shownIds: ids, rankedIds: ids });

  it('gives the scores of reciprocalRankFusion with 60 and equal weights', () => {
    const ids = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids, { minLength: 1 }), { minLength: 1 }), (lists) => {
        const fused = new Map(
          reciprocalRankFusion(
            lists.map((list) => ({ ids: list, weight: 1 })),
            60,
          ).map(({ entityId, score }) => [entityId, score]),
        );
        for (const { entityId, value } of rankFusion({ candidates: ids, judgements: lists.map((list) => complete(...list)) }).scores) {
          if (!fused.has(entityId)) expect(value).toBeNull();
          else expect(value).toBeCloseTo(fused.get(entityId) as number, 11);
        }
      }),
    );
  });

  it('gives every member of a judgement in which none belongs the last rank of the list, and has no errors', () => {
    const noneBelong = { outcome: 'none-belong' as const, shownIds: ['a', 'b', 'c'], rankedIds: [] };
    const aggregation = createRankFusion(1)({ candidates: ['a', 'b', 'c'], judgements: [noneBelong, complete('b')] });
    expect(aggregation.scores.map(({ value }) => value)).toEqual([1 / 4, 1 / 4 + 1 / 2, 1 / 4]);
    expect(aggregation.scores.every(({ standardError }) => standardError === null)).toBe(true);
    expect(aggregation.confidence).toBeUndefined();
  });

  it('refuses an impossible constant', () => {
    for (const k of [-1, NaN, Infinity])
      expect(() => createRankFusion(k)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'k' }));
  });
});

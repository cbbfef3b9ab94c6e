import fc from 'fast-check';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.js';

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
  });
});

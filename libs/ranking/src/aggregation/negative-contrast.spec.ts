import fc from 'fast-check';
import { contrastNegatives } from './negative-contrast.js';

const order = (...ids: string[]) => ids.map((entityId) => ({ entityId, score: 1 }));
const ids = (entities: readonly { entityId: string }[]) => entities.map((entity) => entity.entityId).join('');

describe('contrastNegatives', () => {
  it('moves what leans to the negative seeds down by its lean', () => {
    expect(ids(contrastNegatives(order('a', 'b', 'c', 'd'), new Map([['a', 0.6]]), 1))).toBe('bcad');
    expect(ids(contrastNegatives(order('a', 'b', 'c', 'd'), new Map([['a', 0.6]]), 10))).toBe('bcda');
  });

  it('keeps the order where nothing leans, and never loses or adds an entity', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.dictionary(fc.string(), fc.double({ min: 0, max: 2, noNaN: true })), (names, lean) => {
        expect(contrastNegatives(order(...names), new Map(), 1)).toEqual(order(...names));
        const moved = contrastNegatives(order(...names), new Map(Object.entries(lean)), 1).map((entity) => entity.entityId);
        expect([...moved].sort()).toEqual([...names].sort());
      }),
    );
  });
});

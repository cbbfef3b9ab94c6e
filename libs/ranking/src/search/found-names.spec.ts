import { FoundNames } from './found-names.js';
import type { SampledEntity } from './search-types.js';

const entity = (entityId: string, score: number, leaf = 0): SampledEntity => ({ entityId, score, leaf, logProbability: score, length: 1 });

describe('FoundNames', () => {
  it('keeps the best form of each entity, the first where forms are equal, and at most K entities, ties by id', () => {
    const found = new FoundNames(2);
    expect(found.threshold).toBe(-Infinity);
    for (const given of [entity('b', -2, 1), entity('a', -3, 2), entity('a', -2, 3), entity('a', -2, 4), entity('c', -5, 5)])
      found.add(given);
    expect(found.size).toBe(3);
    expect(found.threshold).toBe(-2);
    expect(found.best()).toEqual([entity('a', -2, 3), entity('b', -2, 1)]);
    expect([...found.leaders()].map(({ leaf }) => leaf).sort()).toEqual([1, 3]);
  });
});

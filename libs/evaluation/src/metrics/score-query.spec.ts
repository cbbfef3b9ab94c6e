import fc from 'fast-check';
import { METRIC_CUTOFFS } from './metric-input.js';
import { scoreQuery } from './score-query.js';

const entityId = fc.nat(160).map((number) => `e${number}`);
const query = fc.record({
  rankedIds: fc.array(entityId, { maxLength: 150, size: 'max' }),
  members: fc.uniqueArray(entityId, { minLength: 1, maxLength: 120, size: 'max' }),
  seedIds: fc.uniqueArray(
    fc.nat(4).map((number) => `seed${number}`),
    { maxLength: 5 },
  ),
});

describe('scoreQuery', () => {
  it('names every metric at every cutoff, and the reciprocal rank', () => {
    const scores = scoreQuery({ rankedIds: ['a'], goldIds: ['a'], seedIds: [] });
    const atCutoffs = METRIC_CUTOFFS.flatMap((cutoff) => ['map', 'p', 'hits', 'ndcg'].map((metric) => `${metric}@${cutoff}`));
    expect(Object.keys(scores).sort()).toEqual([...atCutoffs, 'rr'].sort());
    expect(scores).toMatchObject({ 'map@10': 1, 'p@10': 1, 'hits@10': 0.1, 'ndcg@10': 1, rr: 1 });
  });

  it('adds the recall of the pool when it is given the pool', () => {
    const scores = scoreQuery({ rankedIds: ['a'], goldIds: ['s', 'a', 'b'], seedIds: ['s'], poolIds: ['s', 'a', 'x'] });
    expect(scores['pool-recall']).toBe(0.5);
  });

  it('removes seeds from the ranking before the cut, so that the ranks behind them move up', () => {
    const rankedIds = [...Array.from({ length: 9 }, (_, index) => `x${index}`), 's', 'a'];
    expect(scoreQuery({ rankedIds, goldIds: ['s', 'a'], seedIds: ['s'] })).toMatchObject({ 'hits@10': 0.1, rr: 0.1 });
  });

  it('removes the fourth and fifth seed just like the first three', () => {
    const seedIds = ['s1', 's2', 's3', 's4', 's5'];
    const scores = scoreQuery({ rankedIds: ['s4', 's5', 'a'], goldIds: [...seedIds, 'a'], seedIds });
    expect(scores).toMatchObject({ 'map@10': 1, 'p@10': 1, rr: 1 });
  });

  it('refuses a gold set that holds nothing but seeds', () => {
    expect(() => scoreQuery({ rankedIds: ['a'], goldIds: ['s'], seedIds: ['s'] })).toThrow(
      expect.objectContaining({ code: 'EMPTY_GOLD_SET' }),
    );
  });

  it('never counts a seed, wherever it stands in the ranking or the gold set', () => {
    fc.assert(
      fc.property(query, fc.infiniteStream(fc.boolean()), ({ rankedIds, members, seedIds }, coin) => {
        const withSeeds = [...rankedIds.flatMap((id, index) => (coin.next().value ? [seedIds[index % 5] ?? id, id] : [id])), ...seedIds];
        const rankedWithSeeds = seedIds.length === 5 ? withSeeds : [...seedIds, ...rankedIds];
        expect(scoreQuery({ rankedIds: rankedWithSeeds, goldIds: [...seedIds, ...members], seedIds })).toEqual(
          scoreQuery({ rankedIds, goldIds: members, seedIds: [] }),
        );
      }),
    );
  });

  it('leaves its input as it was', () => {
    fc.assert(
      fc.property(query, ({ rankedIds, members, seedIds }) => {
        const before = structuredClone({ rankedIds, members, seedIds });
        scoreQuery({ rankedIds, goldIds: members, seedIds, poolIds: rankedIds });
        expect({ rankedIds, members, seedIds }).toEqual(before);
      }),
    );
  });
});

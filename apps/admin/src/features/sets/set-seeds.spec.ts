import { MAX_SEEDS, seedsOf } from './set-seeds.js';

const member = (id: string, status: 'SEED' | 'ACCEPTED' | 'SUGGESTED' | 'REJECTED' | 'NEGATIVE_SEED') => ({ status, entity: { id } });

describe('using a set as seeds', () => {
  it('takes what a person has decided, and never a mere suggestion', () => {
    const members = [
      member('a', 'ACCEPTED'),
      member('s', 'SEED'),
      member('x', 'SUGGESTED'),
      member('r', 'REJECTED'),
      member('n', 'NEGATIVE_SEED'),
    ];
    expect(seedsOf(members)).toEqual({ seeds: ['s', 'a'], negatives: ['n', 'r'] });
  });

  it('stays within the number of seeds that an expansion takes, seeds first', () => {
    const members = [...Array.from({ length: 80 }, (_, i) => member(`a${i}`, 'ACCEPTED')), member('s', 'SEED')];
    const { seeds } = seedsOf(members);
    expect(seeds).toHaveLength(MAX_SEEDS);
    expect(seeds[0]).toBe('s');
  });
});

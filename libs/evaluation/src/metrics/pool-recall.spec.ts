import { poolRecall } from './pool-recall.js';

describe('poolRecall', () => {
  it('is the share of the gold set in the pool, whatever the order and the repetitions', () => {
    expect(poolRecall(['x', 'b', 'a', 'b'], new Set(['a', 'b', 'c', 'd']))).toBe(0.5);
  });

  it('is 0 for an empty pool and 1 for a pool that holds everything', () => {
    expect(poolRecall([], new Set(['a']))).toBe(0);
    expect(poolRecall(new Set(['a', 'b', 'c']), new Set(['a', 'b']))).toBe(1);
  });

  it('refuses an empty gold set', () => {
    expect(() => poolRecall(['a'], new Set())).toThrow(expect.objectContaining({ code: 'EMPTY_GOLD_SET' }));
  });
});

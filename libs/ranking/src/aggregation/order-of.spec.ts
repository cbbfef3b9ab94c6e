import type { Aggregation } from './aggregator.js';
import { orderOf } from './order-of.js';

const aggregation = (values: Record<string, number | null>): Aggregation => ({
  scores: Object.entries(values).map(([entityId, value]) => ({ entityId, value, standardError: null, exposures: 1 })),
  components: [],
  iterations: 0,
  notes: [],
});

describe('orderOf', () => {
  it('puts the highest value first and those without one last, both by place where they tie', () => {
    expect(orderOf(aggregation({ a: null, b: 1, c: 2, d: 1, e: null, f: -5 }), ['e', 'd', 'b', 'a', 'c', 'f'])).toEqual([
      'c',
      'd',
      'b',
      'f',
      'e',
      'a',
    ]);
  });

  it('takes the order of the candidates for the stage-1 order when there is no other', () => {
    expect(orderOf(aggregation({ z: 1, y: 1, x: 1, w: null, v: null }))).toEqual(['z', 'y', 'x', 'w', 'v']);
  });

  it('puts candidates without a place after those with one, and orders them by id', () => {
    expect(orderOf(aggregation({ c: 1, b: 1, a: 1, d: 1 }), ['d'])).toEqual(['d', 'a', 'b', 'c']);
    expect(orderOf(aggregation({}))).toEqual([]);
  });

  it('refuses an order of ties that names a candidate twice', () => {
    expect(() => orderOf(aggregation({ a: 1 }), ['a', 'a'])).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID', field: 'ties' }));
  });
});

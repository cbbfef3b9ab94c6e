import { permutedOrders } from './permuted-orders.js';

const texts = (orders: readonly (readonly string[])[]) => orders.map((order) => order.join(''));

describe('permutedOrders', () => {
  it('starts with the given order and goes on with others, all different', () => {
    const orders = texts(permutedOrders([...'abcde'], 60, 3));
    expect(orders[0]).toBe('abcde');
    expect(new Set(orders).size).toBe(60);
    for (const order of orders) expect([...order].sort().join('')).toBe('abcde');
  });

  it('makes every order there is before any comes again', () => {
    const orders = texts(permutedOrders(['a', 'b', 'c'], 8, 1));
    expect([...orders.slice(0, 6)].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    expect(orders.slice(6)).toEqual(orders.slice(0, 2));
    expect(texts(permutedOrders(['a'], 3, 1))).toEqual(['a', 'a', 'a']);
    expect(permutedOrders([], 2, 1)).toEqual([[], []]);
  });

  it('is fixed by the seed', () => {
    expect(permutedOrders([...'abcdefgh'], 4, 7)).toEqual(permutedOrders([...'abcdefgh'], 4, 7));
    expect(permutedOrders([...'abcdefgh'], 4, 7)).not.toEqual(permutedOrders([...'abcdefgh'], 4, 8));
  });

  it('refuses to make no order', () => {
    expect(() => permutedOrders(['a'], 0, 1)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'count' }));
  });
});

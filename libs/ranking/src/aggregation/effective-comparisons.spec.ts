import { effectiveShare } from './effective-comparisons.js';

/** All orders of 0 … n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) => Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]));
}

describe('effectiveShare', () => {
  it('is 1 for a list of two, which is a single comparison', () => {
    expect(effectiveShare(2)).toBe(1);
  });

  it.each([2, 3, 4, 5, 6])('makes up for the spread of wins over all orders of %i equal members, between members as well', (n) => {
    const all = orders(n);
    const winsOf = (order: number[], member: number) => n - 1 - order.indexOf(member);
    const covariance = (a: number, b: number) =>
      all.reduce((sum, order) => sum + (winsOf(order, a) - (n - 1) / 2) * (winsOf(order, b) - (n - 1) / 2), 0) / all.length;
    // Of independent comparisons: 1/4 each, all n − 1 of a member's own, and −1/4 for the one of two members.
    expect(((n - 1) / 4 / covariance(0, 0)).toFixed(12)).toBe(effectiveShare(n).toFixed(12));
    expect((-1 / 4 / covariance(0, 1)).toFixed(12)).toBe(effectiveShare(n).toFixed(12));
  });
});

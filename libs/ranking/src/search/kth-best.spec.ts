import fc from 'fast-check';
import { KthBest } from './kth-best.js';

describe('KthBest', () => {
  it('is the K-th best of the best scores of all ids, after every offer', () => {
    const offers = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -20, max: 0 })), { maxLength: 80 });
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 9 }), (list, count) => {
        const kth = new KthBest(count);
        const best = new Map<string, number>();
        for (const [which, score] of list) {
          const id = `e${which}`;
          kth.offer(id, score);
          best.set(id, Math.max(best.get(id) ?? -Infinity, score));
          expect(kth.value).toBe([...best.values()].sort((a, b) => b - a)[count - 1] ?? -Infinity);
        }
      }),
    );
  });

  it('takes n offers with O(n log K) comparisons, not with a sort of the K best each time', () => {
    let compared = 0;
    const score = (value: number) => ({
      valueOf: () => {
        compared++;
        return value;
      },
    });
    const kth = new KthBest(1000);
    // Rising scores: every offer enters, the worst case.
    for (let i = 0; i < 20_000; i++) kth.offer(`e${i}`, score(i) as unknown as number);
    expect(compared).toBeLessThan(20_000 * 6 * Math.log2(1000));
    expect(Number(kth.value)).toBe(19_000);
  });
});

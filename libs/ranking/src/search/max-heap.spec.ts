import fc from 'fast-check';
import { MaxHeap } from './max-heap.js';

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 });
const larger = (a: number, b: number) => a > b;
const descending = (list: readonly number[]) => [...list].sort((a, b) => b - a);

function drain<T>(heap: MaxHeap<T>): T[] {
  const result: T[] = [];
  while (heap.size > 0) result.push(heap.pop() as T);
  return result;
}

describe('MaxHeap', () => {
  it('gives back what was pushed, the first in order first', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const heap = new MaxHeap<number>(larger);
        list.forEach((value) => heap.push(value));
        expect(heap.peek()).toBe(descending(list)[0]);
        expect(drain(heap)).toEqual(descending(list));
        expect(heap.pop()).toBeUndefined();
      }),
    );
  });

  it('lists its items in order without losing them', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const heap = new MaxHeap<number>(larger);
        list.forEach((value) => heap.push(value));
        expect([...heap.inOrder()]).toEqual(descending(list));
        expect(drain(heap)).toEqual(descending(list));
      }),
    );
  });

  it('is in order again after its items have changed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 40 }), (pairs) => {
        const heap = new MaxHeap<{ value: number }>((a, b) => a.value > b.value);
        const items = pairs.map(([value]) => ({ value }));
        items.forEach((item) => heap.push(item));
        pairs.forEach(([, value], i) => ((items[i] as { value: number }).value = value));
        heap.restore();
        expect(drain(heap).map((item) => item.value)).toEqual(descending(pairs.map(([, value]) => value)));
      }),
    );
  });
});

/** Binary heap whose top is the item that `precedes` all others. Push and pop are O(log n). */
export class MaxHeap<T> {
  private readonly items: T[];

  /** @param items taken over as they are, and put in order in O(n). */
  constructor(
    private readonly precedes: (a: T, b: T) => boolean,
    items: readonly T[] = [],
  ) {
    this.items = [...items];
    this.restore();
  }

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.rise(this.items.push(item) - 1, item);
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (this.items.length > 0 && last !== undefined) this.sink(0, last);
    return top;
  }

  /** All items, in no particular order. */
  all(): readonly T[] {
    return this.items;
  }

  /** Puts the heap in order again after what `precedes` goes by has changed in its items. O(n). */
  restore(): void {
    for (let index = (this.items.length >> 1) - 1; index >= 0; index--) this.sink(index, this.items[index] as T);
  }

  /**
   * The items in order, without taking them out. The first k cost O(k log k), whatever the size. The heap must not change meanwhile.
   */
  *inOrder(): Generator<T, void, undefined> {
    const next = new MaxHeap<number>((a, b) => this.precedes(this.items[a] as T, this.items[b] as T));
    if (this.items.length > 0) next.push(0);
    for (let index = next.pop(); index !== undefined; index = next.pop()) {
      yield this.items[index] as T;
      for (const child of [2 * index + 1, 2 * index + 2]) if (child < this.items.length) next.push(child);
    }
  }

  private rise(start: number, item: T): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.precedes(item, this.items[parent] as T)) break;
      this.items[index] = this.items[parent] as T;
      index = parent;
    }
    this.items[index] = item;
  }

  private sink(start: number, item: T): void {
    let index = start;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.precedes(this.items[child + 1] as T, this.items[child] as T)) child++;
      if (!this.precedes(this.items[child] as T, item)) break;
      this.items[index] = this.items[child] as T;
      index = child;
    }
    this.items[index] = item;
  }
}

/** Binary heap whose top is the item that `precedes` all others. Push and pop are O(log n). */
export class MaxHeap<T> {
  private readonly items: T[] = [];

  constructor(private readonly precedes: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    let index = this.items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.precedes(item, this.items[parent] as T)) break;
      this.items[index] = this.items[parent] as T;
      index = parent;
    }
    this.items[index] = item;
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (this.items.length === 0 || last === undefined) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.precedes(this.items[child + 1] as T, this.items[child] as T)) child++;
      if (!this.precedes(this.items[child] as T, last)) break;
      this.items[index] = this.items[child] as T;
      index = child;
    }
    this.items[index] = last;
    return top;
  }
}

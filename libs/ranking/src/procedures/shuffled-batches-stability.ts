/** What has been seen on one level, look by look: the elbow, where there was one, and the order. */
export class Stability {
  private readonly elbows: number[] = [];
  private readonly orders: (readonly string[])[] = [];

  /** @param looks how many in a row must agree. @param tolerance by how many places elbows may differ and still agree. */
  constructor(
    private readonly looks: number,
    private readonly tolerance: number,
  ) {}

  add(order: readonly string[], elbow: number | undefined): void {
    this.orders.push(order);
    if (elbow !== undefined) this.elbows.push(elbow);
  }

  /** Whether the recent elbows agree, or the recent orders are the same. */
  isReached(): boolean {
    const recent = this.elbows.slice(-this.looks);
    if (recent.length === this.looks && Math.max(...recent) - Math.min(...recent) <= this.tolerance) return true;
    const last = this.orders.at(-1) ?? [];
    return this.orders.length >= this.looks && this.orders.slice(-this.looks).every((order) => isSame(order, last));
  }

  /**
   * How many of the first are to be refined: the last elbow when stable, else the median of the recent ones; 0 (none) of an order without an
   * elbow; undefined when nobody has looked yet.
   */
  cutoff(): number | undefined {
    if (this.orders.length === 0) return undefined;
    if (!this.elbows.some((elbow) => elbow > 0)) return 0;
    const recent = this.elbows.slice(-this.looks);
    return this.isReached() ? recent.at(-1) : recent.sort((a, b) => a - b)[Math.floor(recent.length / 2)];
  }
}

function isSame(order: readonly string[], other: readonly string[]): boolean {
  return order.every((id, place) => id === other[place]);
}

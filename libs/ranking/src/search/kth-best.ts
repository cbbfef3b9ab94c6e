/**
 * The K-th best score seen so far, one score an id: the threshold that a search has to beat.
 *
 * A binary heap of the K best, the worst of them on top, with the place of each id beside it, so that a better score of an id that is in it
 * moves it instead of adding it again. An offer costs O(log K), asking for the value O(1); it takes O(K).
 */
export class KthBest {
  private readonly ids: string[] = [];
  private readonly scores: number[] = [];
  private readonly places = new Map<string, number>();

  /** @param count K, a whole number of at least 1. */
  constructor(private readonly count: number) {}

  /** The K-th best score; -Infinity until there are K ids. */
  get value(): number {
    return this.ids.length < this.count ? -Infinity : (this.scores[0] as number);
  }

  /** The ids of the K best, or of all while there are fewer; in no particular order. */
  best(): readonly string[] {
    return this.ids;
  }

  /** Takes in a score. A lower one than an id has already is of no effect, as is one that is not among the K best. */
  offer(id: string, score: number): void {
    const place = this.places.get(id);
    if (place !== undefined) {
      if (score > (this.scores[place] as number)) this.sink(place, id, score);
    } else if (this.ids.length < this.count) {
      this.rise(this.ids.length, id, score);
    } else if (score > (this.scores[0] as number)) {
      this.places.delete(this.ids[0] as string);
      this.sink(0, id, score);
    }
  }

  private rise(start: number, id: string, score: number): void {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((this.scores[parent] as number) <= score) break;
      this.set(place, this.ids[parent] as string, this.scores[parent] as number);
      place = parent;
    }
    this.set(place, id, score);
  }

  private sink(start: number, id: string, score: number): void {
    const size = this.ids.length;
    let place = start;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && (this.scores[child + 1] as number) < (this.scores[child] as number)) child++;
      if ((this.scores[child] as number) >= score) break;
      this.set(place, this.ids[child] as string, this.scores[child] as number);
      place = child;
    }
    this.set(place, id, score);
  }

  private set(place: number, id: string, score: number): void {
    this.ids[place] = id;
    this.scores[place] = score;
    this.places.set(id, place);
  }
}

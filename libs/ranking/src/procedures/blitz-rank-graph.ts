/** Where a candidate stands in a {@link PreferenceGraph}. Its tier are those that it is both better and worse than, over others, with itself. */
export interface Standing {
  readonly place: number;
  /** Candidates of other tiers that are known to be better. */
  readonly better: number;
  /** Candidates of other tiers that are known to be worse. */
  readonly worse: number;
  /** Members of its tier. */
  readonly tier: number;
  /** The first member of its tier. */
  readonly leader: number;
  /** The first of its tier and all that it is better than. */
  readonly firstReached: number;
  /** Whether its relation to every other candidate is known. */
  readonly settled: boolean;
}

/**
 * Who is better than whom, as far as it is known: the transitive closure of all that was added, kept up to date edge by edge. Cycles make
 * tiers, strongly connected components, whose members count as equal.
 *
 * Candidates are numbers 0 … n − 1. Two bit matrices, n²/4 bytes in all. Source: BlitzRank (Agrawal et al. 2026, arXiv 2602.05448, section 3);
 * bit rows for the closure: Warshall 1962.
 */
export class PreferenceGraph {
  private readonly words: number;
  /** Bit v of row u: u is better than v. */
  private readonly below: Int32Array;
  /** Bit v of row u: v is better than u. */
  private readonly above: Int32Array;
  /** Standings as long as they hold. */
  private readonly known: (Standing | undefined)[];

  constructor(readonly size: number) {
    this.words = (size + 31) >> 5;
    this.below = new Int32Array(size * this.words);
    this.above = new Int32Array(size * this.words);
    this.known = new Array<Standing | undefined>(size).fill(undefined);
  }

  /**
   * Each is better than all that follow. O(length · n · n / 32) at most.
   * @returns whether that was news.
   */
  addOrder(places: readonly number[]): boolean {
    let news = false;
    // From the back, so that what is added on the way is passed on once.
    for (let i = places.length - 1; i > 0; i--) news = this.addEdge(places[i - 1]!, places[i]!) || news;
    return news;
  }

  /** All are as good as each other: they become one tier. @returns whether that was news. */
  addTie(places: readonly number[]): boolean {
    return places.length > 1 && this.addOrder([...places, places[0]!]);
  }

  /** Whether a is known to be better than b; of one tier, both are better than each other. */
  isBetter(a: number, b: number): boolean {
    return has(this.below, a * this.words, b);
  }

  /** Of every candidate, by place. O(n / 32) for each of which something became known since the last time. */
  standings(): readonly Standing[] {
    for (let place = 0; place < this.size; place++) this.known[place] ??= this.standing(place);
    return this.known as Standing[];
  }

  private standing(place: number): Standing {
    const row = place * this.words;
    let [better, worse, tier, leader, firstReached] = [0, 0, 0, -1, -1];
    for (let word = 0; word < this.words; word++) {
      const [down, up] = [this.below[row + word]!, this.above[row + word]!];
      better += ones(up & ~down);
      worse += ones(down & ~up);
      tier += ones(up & down);
      if (leader < 0 && (up & down) !== 0) leader = word * 32 + lowestBit(up & down);
      if (firstReached < 0 && down !== 0) firstReached = word * 32 + lowestBit(down);
    }
    // In a cycle a candidate is better than itself; outside of one its tier has not been counted yet.
    const members = Math.max(1, tier);
    return {
      place,
      better,
      worse,
      tier: members,
      leader: leader < 0 ? place : leader,
      firstReached: firstReached < 0 ? place : Math.min(place, firstReached),
      settled: better + worse + members === this.size,
    };
  }

  /** Everybody who is `better` or better than it is now better than `worse` and all that it is better than. */
  private addEdge(better: number, worse: number): boolean {
    const { words, below, above } = this;
    if (has(below, better * words, worse)) return false;
    const uppers = above.slice(better * words, (better + 1) * words);
    const lowers = below.slice(worse * words, (worse + 1) * words);
    set(uppers, 0, better);
    set(lowers, 0, worse);
    forEachOf(uppers, (place) => merge(below, place * words, lowers));
    forEachOf(lowers, (place) => merge(above, place * words, uppers));
    for (const changed of [uppers, lowers]) forEachOf(changed, (place) => (this.known[place] = undefined));
    return true;
  }
}

function has(bits: Int32Array, row: number, place: number): boolean {
  return (bits[row + (place >> 5)]! & (1 << (place & 31))) !== 0;
}

function set(bits: Int32Array, row: number, place: number): void {
  bits[row + (place >> 5)]! |= 1 << (place & 31);
}

function merge(bits: Int32Array, row: number, more: Int32Array): void {
  for (let word = 0; word < more.length; word++) bits[row + word]! |= more[word]!;
}

function forEachOf(bits: Int32Array, visit: (place: number) => unknown): void {
  for (let word = 0; word < bits.length; word++)
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) visit(word * 32 + lowestBit(rest));
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Bits of a word that are set, counted in parallel by halves (Warren, "Hacker's Delight", section 5-1). */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

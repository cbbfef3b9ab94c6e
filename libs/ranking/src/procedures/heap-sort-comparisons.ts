import type { Judgement } from '../judging/judgement.js';
import type { Prng } from '../random/prng.js';
import type { Pair, Walk } from './heap-sort-heap.js';
import { OutcomeCount } from './procedure-rules.js';
import type { Round } from './procedure.js';

/** The comparisons of candidates, known by their stage-1 places: asks for those that are not known yet, as long as there are calls. */
export class Comparisons {
  private readonly winners = new Map<number, number>();
  private readonly beatenBy = new Map<number, number[]>();
  private readonly outcomes = new OutcomeCount();
  private undecided = 0;

  /** @param left how many pairs may be asked about. */
  constructor(
    private readonly candidates: readonly string[],
    private left: number,
    private readonly bothOrders: boolean,
    private readonly prng: Prng,
  ) {}

  /** Leads the walks to their ends, step by step side by side: what they ask at the same step is one round. @returns false when the calls ran out. */
  *settle(walks: readonly Walk[]): Generator<Round, boolean, readonly Judgement[]> {
    let steps = walks.map((walk) => ({ walk, step: walk.next() }));
    for (;;) {
      const open = steps.flatMap(({ walk, step }) => (step.done ? [] : [{ walk, pair: step.value }]));
      if (open.length === 0) return true;
      const unknown = open.map(({ pair }) => pair).filter((pair) => !this.winners.has(this.key(pair)));
      const asked = unknown.slice(0, this.left);
      if (asked.length > 0) yield* this.ask(asked);
      if (asked.length < unknown.length) return false;
      steps = open.map(({ walk, pair }) => ({ walk, step: walk.next(this.winners.get(this.key(pair)) as number) }));
    }
  }

  /**
   * The candidates in stage-1 order, except that each comes after those that beat it, which move up to where it would be.
   * Where answers contradict each other in a circle, the first met of the circle comes last of it. O(n + comparisons).
   */
  extend(taken: ReadonlySet<number>): number[] {
    const entered = new Set(taken);
    const order: number[] = [];
    const enter = (place: number) => {
      entered.add(place);
      return { place, beaters: (this.beatenBy.get(place) ?? []).sort((a, b) => a - b).values() };
    };
    for (let place = 0; place < this.candidates.length; place++) {
      const path = entered.has(place) ? [] : [enter(place)];
      for (let top = path.at(-1); top; top = path.at(-1)) {
        const beater = top.beaters.next();
        if (beater.done) {
          order.push(top.place);
          path.pop();
        } else if (!entered.has(beater.value)) path.push(enter(beater.value));
      }
    }
    return order;
  }

  notes(): string[] {
    const undecided = this.undecided > 0 ? [`${this.undecided} of ${this.winners.size} pairs were left at their stage-1 order.`] : [];
    return [...undecided, ...this.outcomes.notes({ partial: NOTHING, 'none-belong': NOTHING, malformed: NOTHING })];
  }

  private *ask(pairs: readonly Pair[]): Generator<Round, void, readonly Judgement[]> {
    const lists = pairs.flatMap((pair) => {
      const ids = pair.map((place) => this.candidates[place] as string);
      const turned = [...ids].reverse();
      if (this.bothOrders) return [ids, turned];
      return [this.prng.below(2) === 0 ? ids : turned];
    });
    const judgements: readonly Judgement[] = yield lists;
    this.outcomes.add(judgements);
    this.left -= pairs.length;
    const each = lists.length / pairs.length;
    pairs.forEach((pair, i) => this.decide(pair, judgements.slice(i * each, (i + 1) * each)));
  }

  private decide(pair: Pair, judgements: readonly Judgement[]): void {
    const [a, b] = pair;
    const first = this.candidates[a];
    const votes = judgements.filter(({ rankedIds }) => rankedIds.length === 2).map(({ rankedIds }) => (rankedIds[0] === first ? 1 : -1));
    const lead = votes.reduce<number>((sum, vote) => sum + vote, 0);
    if (lead === 0) this.undecided++;
    const winner = lead === 0 ? Math.min(a, b) : lead > 0 ? a : b;
    this.winners.set(this.key(pair), winner);
    if (lead === 0) return;
    const loser = winner === a ? b : a;
    this.beatenBy.set(loser, [...(this.beatenBy.get(loser) ?? []), winner]);
  }

  private key([a, b]: Pair): number {
    return Math.min(a, b) * this.candidates.length + Math.max(a, b);
  }
}

const NOTHING = 'they told nothing of their pair';

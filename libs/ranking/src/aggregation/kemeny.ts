import { RankingError, requireWhole } from '../ranking-error.js';
import { MaxHeap } from '../search/max-heap.js';
import { aggregationOf } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { requireBetween } from './iteration-settings.js';
import { indexJudgements } from './judgement-index.js';
import { bestOrderOf } from './kemeny-circle.js';
import { pairwiseCounts, type PairwiseCounts } from './pairwise-counts.js';
import { stronglyConnected, winnersGraph } from './strongly-connected.js';

/** The table of subsets has 2 to the power of it as many entries. */
const MOST_ALLOWED = 20;

export interface KemenySettings {
  /** Most candidates that majorities may run round in a circle, 1 … 20. Time and memory double with each. */
  readonly maxCircle: number;
}

/**
 * Kemeny's order: the one that disagrees with the fewest comparisons, exactly. The value is the place in it among the candidate's group of
 * linked candidates, from 1 for the first down to 0 for the last; values of unlinked groups cannot be compared. Candidates without
 * comparisons have no value; "none belong" gives no comparisons. No standard errors.
 *
 * Hard to order are only candidates that majorities run round in a circle (a over b, b over c, c over a). Where majorities lead from one
 * set of candidates to another and never back, the best order keeps that direction (the extended Condorcet criterion). So each circle is
 * solved alone, by dynamic programming over its subsets, and the circles are put one after the other.
 *
 * Ties: within a circle, of all best orders the one that has the earlier candidate (in the order of `candidates`) where they begin to
 * differ; where majorities leave open which circle comes next, the one with the earliest candidate. `notes` says when there were ties.
 *
 * Source: Kemeny, "Mathematics without Numbers", Daedalus 88(4), 1959. Circles: Truchon, "An Extension of the Condorcet Criterion and
 * Kemeny Orders", 1998. Subsets: Betzler, Fellows, Guo, Niedermeier, Rosamond, "Fixed-Parameter Algorithms for Kemeny Rankings", TCS
 * 410(45), 2009. O(Σ L² + 2ᶜ c²) time and O(comparisons + 2ᶜ) memory, c the candidates of the largest circle.
 * @param settings maxCircle 16.
 * @throws RankingError `INVALID_SETTING`; the aggregator `TOO_MANY_CANDIDATES` for a larger circle, and for its input as `indexJudgements`
 * says.
 */
export function createKemeny(settings: Partial<KemenySettings> = {}): Aggregator {
  const { maxCircle = 16 } = settings;
  requireWhole('maxCircle', maxCircle, 1);
  requireBetween('maxCircle', maxCircle, 1, MOST_ALLOWED);
  return (input) => {
    const index = indexJudgements(input);
    const { components, componentOf } = index;
    const counts = pairwiseCounts(index);
    const circles = circlesInOrder(counts);
    const largest = circles.reduce((most, circle) => Math.max(most, circle.length), 0);
    if (largest > maxCircle) throw tooMany(largest, maxCircle);
    const solved = circles.map((circle) => bestOrderOf(circle, counts));
    const orders = components.map(() => [] as number[]);
    for (const { order } of solved) orders[componentOf[order[0]!]!]!.push(...order);
    const values = new Float64Array(input.candidates.length);
    for (const order of orders) order.forEach((place, at) => (values[place] = 1 - at / (order.length - 1)));
    return aggregationOf(index, {
      value: (place) => (components[componentOf[place]!]!.length > 1 ? values[place]! : null),
      notes:
        solved.some(({ tied }) => tied) || orders.some((order) => hasEvenNeighbours(order, counts))
          ? ['Other orders disagree with as few comparisons; ties went to the candidate that comes first among the candidates.']
          : [],
    });
  };
}

/** {@link createKemeny} for circles of up to 16 candidates. */
export const kemeny: Aggregator = createKemeny();

/** The sets of candidates that majorities run round in, each ahead of those it leads to; most have one member. */
function circlesInOrder(counts: PairwiseCounts): readonly (readonly number[])[] {
  const { starts, targets } = winnersGraph(counts, (wins, losses) => wins > losses);
  const { componentOf, count } = stronglyConnected({ starts, targets });
  const [circles, leadsTo] = [Array.from({ length: count }, () => [] as number[]), Array.from({ length: count }, () => [] as number[])];
  const waitsFor = new Int32Array(count);
  componentOf.forEach((circle, place) => {
    circles[circle]!.push(place);
    for (let edge = starts[place]!; edge < starts[place + 1]!; edge++) {
      const target = componentOf[targets[edge]!]!;
      if (target === circle) continue;
      leadsTo[circle]!.push(target);
      waitsFor[target]!++;
    }
  });
  const ready = new MaxHeap<number>((a, b) => circles[a]![0]! < circles[b]![0]!);
  waitsFor.forEach((others, circle) => {
    if (others === 0) ready.push(circle);
  });
  const ordered: (readonly number[])[] = [];
  for (let circle = ready.pop(); circle !== undefined; circle = ready.pop()) {
    ordered.push(circles[circle]!);
    for (const target of leadsTo[circle]!) if (--waitsFor[target]! === 0) ready.push(target);
  }
  return ordered;
}

/**
 * Whether two neighbours could change places. With the circles settled, that is the only way in which another order can be as good: it must
 * have some two neighbours of this one the other way round, and only a pair without a majority can be turned for nothing.
 */
function hasEvenNeighbours(order: readonly number[], { starts, others, wins, losses }: PairwiseCounts): boolean {
  return order.slice(1).some((place, i) => {
    const [a, b] = [Math.min(place, order[i]!), Math.max(place, order[i]!)];
    for (let pair = starts[a]!; pair < starts[a + 1]!; pair++) if (others[pair] === b) return wins[pair] === losses[pair];
    return true;
  });
}

const tooMany = (value: number, most: number) =>
  new RankingError({
    code: 'TOO_MANY_CANDIDATES',
    field: 'judgements',
    value,
    problem: `majorities run in a circle through that many candidates, and at most ${most} can be ordered exactly`,
    remedy: 'Aggregate fewer candidates, or use another aggregator.',
  });

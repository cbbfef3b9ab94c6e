import type { Judgement } from '../judging/judgement.js';
import { aggregationOf, onGrid } from './aggregation-of.js';
import type { Aggregator, GlobalScore } from './aggregator.js';
import { indexJudgements, type JudgementIndex } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';

/**
 * Local score of a rank in a list: (L − rank) / (L − 1), 1 for the first, 0 for the last; 0.5 in a list of one.
 * @param rank 1-based.
 */
export function localScore(rank: number, listLength: number): number {
  return listLength < 2 ? 0.5 : (listLength - rank) / (listLength - 1);
}

/**
 * Borda mean: the global score of a candidate is the mean of its local scores, with the standard error of that mean. A partial judgement
 * counts only for the members it ranked, on the scale of those; "none belong" gives every member 0; a malformed one counts for nobody. The
 * standard error is null for a single judgement.
 *
 * confidence(a, b) is the normal approximation of the difference of the two means. A few local scores can agree by chance, so their
 * variance counts one observation more, of a place at random (variance 1/12): sᵢ² = (1/12 + Σ (x − x̄ᵢ)²) / rᵢ. That members of one list
 * are slightly negatively correlated is left out of account.
 *
 * Source: de Borda 1781; averaged ranks over overlapping lists: Dedov, "JointRank", ICTIR 2025. O(total list length).
 * @throws RankingError for the input as `indexJudgements` says.
 */
export const borda: Aggregator = (input) => {
  const index = indexJudgements(input);
  const moments = momentsOf(input.candidates.length, (add) => eachLocalScore(index, add));
  const { counts, means, squares } = moments;
  const variance = (place: number) => (1 / 12 + squares[place]!) / counts[place]! ** 2;
  return aggregationOf(index, {
    value: (place) => (counts[place]! > 0 ? onGrid(means[place]!, 1e12) : null),
    standardError: (place) => standardErrorOf(moments, place),
    confidence: pairwiseConfidence(input.candidates, (a, b) =>
      counts[a]! > 0 && counts[b]! > 0 ? (means[a]! - means[b]!) / Math.sqrt(variance(a) + variance(b)) : 0,
    ),
  });
};

/**
 * Values of {@link borda}, before they are rounded to 1e-12, for some of the members of the judgements; whoever is not among `entityIds` is
 * passed over.
 * @param judgements with the ids that were shown. O(total list length).
 */
export function bordaMean(entityIds: readonly string[], judgements: readonly Judgement[]): readonly GlobalScore[] {
  const places = new Map(entityIds.map((id, place) => [id, place]));
  const moments = momentsOf(entityIds.length, (add) => {
    const addId = (id: string, score: number) => {
      const place = places.get(id);
      if (place !== undefined) add(place, score);
    };
    for (const { outcome, shownIds, rankedIds } of judgements) {
      if (outcome === 'none-belong') shownIds.forEach((id) => addId(id, 0));
      else rankedIds.forEach((id, i) => addId(id, localScore(i + 1, rankedIds.length)));
    }
  });
  return entityIds.map((entityId, place) => ({
    entityId,
    value: moments.counts[place]! > 0 ? moments.means[place]! : null,
    standardError: standardErrorOf(moments, place),
    exposures: moments.counts[place]!,
  }));
}

interface Moments {
  readonly counts: Int32Array;
  readonly means: Float64Array;
  /** Sums of squared distances to the mean. */
  readonly squares: Float64Array;
}

/** @param visit calls its argument with every local score; it is run twice, since the distances need the means first. */
function momentsOf(n: number, visit: (add: (place: number, score: number) => void) => void): Moments {
  const [counts, means, squares] = [new Int32Array(n), new Float64Array(n), new Float64Array(n)];
  visit((place, score) => {
    counts[place]!++;
    means[place]! += score;
  });
  for (let place = 0; place < n; place++) if (counts[place]! > 0) means[place]! /= counts[place]!;
  visit((place, score) => (squares[place]! += (score - means[place]!) ** 2));
  return { counts, means, squares };
}

function eachLocalScore({ offsets, members, noneBelong }: JudgementIndex, add: (place: number, score: number) => void): void {
  for (let j = 0; j < noneBelong.length; j++) {
    const start = offsets[j]!;
    const length = offsets[j + 1]! - start;
    for (let i = 0; i < length; i++) add(members[start + i]!, noneBelong[j] === 1 ? 0 : localScore(i + 1, length));
  }
}

function standardErrorOf({ counts, squares }: Moments, place: number): number | null {
  const count = counts[place]!;
  return count < 2 ? null : Math.sqrt(squares[place]! / (count - 1) / count);
}

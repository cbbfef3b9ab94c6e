import type { Judgement } from '../judging/judgement.js';
import { requireDistinct, requirePriorScores, requireWhole } from '../ranking-error.js';
import type { RankingTask } from './procedure.js';

/**
 * @throws RankingError `INVALID_SETTING`, `DUPLICATE_ID`, or `INVALID_NUMBER` for a prior score that is not finite: a task that no procedure can
 * work on.
 */
export function requireTask(task: RankingTask): void {
  requireDistinct('candidates', task.candidates);
  requireWhole('listLength', task.listLength, 2);
  requireWhole('depth', task.depth, 1);
  requireWhole('maxCalls', task.maxCalls, 0);
  requireWhole('seed', task.seed, Number.MIN_SAFE_INTEGER);
  requirePriorScores(task.candidates, task.priorScores);
}

/**
 * An order in which the ranked take, in their order, the places that they hold together; all others keep theirs.
 * @param ranked a part of `order`, each once. O(n).
 */
export function reorder(order: readonly string[], ranked: readonly string[]): string[] {
  const moved = new Set(ranked);
  let next = 0;
  return order.map((id) => (moved.has(id) ? (ranked[next++] as string) : id));
}

/** Where candidates came in the lists that they were ranked in, on a scale that lists of all lengths share: 0 first, 1 last. */
export class MeanPlaces {
  private readonly sums = new Map<string, { sum: number; lists: number }>();

  /** A partial judgement counts for those it ranked, among themselves; "none belong" puts all last; a malformed one counts for nobody. */
  add(judgement: Judgement): void {
    if (judgement.outcome === 'none-belong') for (const id of judgement.shownIds) this.count(id, 1);
    const last = judgement.rankedIds.length - 1;
    judgement.rankedIds.forEach((id, index) => this.count(id, last < 1 ? 0.5 : index / last));
  }

  private mean(id: string): number | undefined {
    const places = this.sums.get(id);
    return places && places.sum / places.lists;
  }

  /** Those that were ranked by mean place; the others keep their places in `order`, which also breaks ties. O(n log n). */
  sort(order: readonly string[]): string[] {
    return reorder(
      order,
      this.ranked(order).map(({ id }) => id),
    );
  }

  /** The mean places of those that were ranked, rising. */
  sorted(ids: readonly string[]): number[] {
    return this.ranked(ids).map(({ mean }) => mean);
  }

  private ranked(ids: readonly string[]) {
    const ranked = ids.flatMap((id) => {
      const mean = this.mean(id);
      return mean === undefined ? [] : [{ id, mean }];
    });
    return ranked.sort((a, b) => a.mean - b.mean);
  }

  private count(id: string, place: number): void {
    const places = this.sums.get(id);
    if (places) {
      places.sum += place;
      places.lists++;
    } else this.sums.set(id, { sum: place, lists: 1 });
  }
}

/** Checks the judgements that a procedure receives and counts those that were not complete, for the notes of its outcome. */
export class OutcomeCount {
  private asked = 0;
  private readonly counts = { partial: 0, 'none-belong': 0, malformed: 0 };

  /** @throws RankingError `DUPLICATE_ID` when a judgement ranks a member twice. */
  add(judgements: readonly Judgement[]): void {
    for (const { rankedIds } of judgements) requireDistinct('rankedIds', rankedIds);
    this.asked += judgements.length;
    for (const { outcome } of judgements) if (outcome !== 'complete') this.counts[outcome]++;
  }

  /** @param meaning what the procedure made of each kind. */
  notes(meaning: Readonly<Record<'partial' | 'none-belong' | 'malformed', string>>): string[] {
    return (['partial', 'none-belong', 'malformed'] as const)
      .filter((outcome) => this.counts[outcome] > 0)
      .map((outcome) => `${this.counts[outcome]} of ${this.asked} judgements were ${outcome}: ${meaning[outcome]}.`);
  }
}

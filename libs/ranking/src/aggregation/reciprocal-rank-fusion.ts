/** One ranked list to be fused, best first. */
export interface WeightedList {
  readonly ids: readonly string[];
  /** ≥ 0; a list of weight 0 proposes nothing. */
  readonly weight: number;
}

export interface FusedEntity {
  readonly entityId: string;
  readonly score: number;
}

/**
 * Weighted reciprocal rank fusion: score(e) = Σ weight / (k + rank of e in the list), lists without e add nothing.
 * Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009 (k = 60 there).
 * @returns best first; ties by entity id. O(total length · log).
 * @throws RangeError for k ≤ -1 or a negative weight.
 */
export function reciprocalRankFusion(lists: readonly WeightedList[], k: number): readonly FusedEntity[] {
  if (!(k > -1)) throw new RangeError(`reciprocalRankFusion: k must be greater than -1, got ${k}.`);
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    if (!(weight >= 0)) throw new RangeError(`reciprocalRankFusion: a weight must be at least 0, got ${weight}.`);
    if (weight === 0) continue;
    ids.forEach((id, index) => scores.set(id, (scores.get(id) ?? 0) + weight / (k + index + 1)));
  }
  return [...scores]
    .map(([entityId, score]) => ({ entityId, score }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}

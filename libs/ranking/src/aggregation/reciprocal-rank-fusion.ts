import { RankingError } from '../ranking-error.js';
import { aggregationOf, onGrid } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { indexJudgements } from './judgement-index.js';

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
 * Weighted reciprocal rank fusion: score(e) = Σ weight / (k + rank of e in the list), lists without e add nothing. Source: Cormack, Clarke,
 * Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009 (k = 60 there).
 * @returns best first; ties by entity id. O(total length · log).
 * @throws RankingError `INVALID_SETTING` for k ≤ -1, or a negative weight, or one that is not finite.
 */
export function reciprocalRankFusion(lists: readonly WeightedList[], k: number): readonly FusedEntity[] {
  requireConstant(k);
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    if (!(weight >= 0 && Number.isFinite(weight))) throw refused('weight', weight, 'a finite number of at least 0 is needed');
    if (weight === 0) continue;
    ids.forEach((id, index) => scores.set(id, (scores.get(id) ?? 0) + weight / (k + index + 1)));
  }
  return [...scores]
    .map(([entityId, score]) => ({ entityId, score }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}

/**
 * Reciprocal rank fusion of judgements: value = Σ 1 / (k + rank) over the judgements that ranked the candidate. A sum, not a mean: who was
 * shown more often has more, so the exposures have to be even. "None belong" gives every shown member the last rank of the list. No
 * standard errors. Source as for {@link reciprocalRankFusion}. O(total list length).
 * @param k > −1; 60 in the paper. The larger, the less the first ranks stand out.
 * @throws RankingError `INVALID_SETTING` for k; the aggregator for its input as `indexJudgements` says.
 */
export function createRankFusion(k = 60): Aggregator {
  requireConstant(k);
  return (input) => {
    const index = indexJudgements(input);
    const { offsets, members, noneBelong, exposures } = index;
    const sums = new Float64Array(input.candidates.length);
    for (let j = 0; j < noneBelong.length; j++) {
      const [start, end] = [offsets[j]!, offsets[j + 1]!];
      for (let at = start; at < end; at++) sums[members[at]!]! += 1 / (k + (noneBelong[j] === 1 ? end : at + 1) - start);
    }
    return aggregationOf(index, { value: (place) => (exposures[place]! > 0 ? onGrid(sums[place]!, 1e12) : null) });
  };
}

/** {@link createRankFusion} with k = 60. */
export const rankFusion: Aggregator = createRankFusion();

function requireConstant(k: number): void {
  if (!(k > -1 && Number.isFinite(k))) throw refused('k', k, 'a finite number greater than -1 is needed');
}

const refused = (field: string, value: number, problem: string) =>
  new RankingError({ code: 'INVALID_SETTING', field, value, problem, remedy: 'Give such a number.' });

import type { Judgement } from '../judging/judgement.js';
import type { GlobalScore } from './aggregator.js';

/**
 * Local score of a rank in a list: (L − rank) / (L − 1), 1 for the first, 0 for the last; 0.5 in a list of one.
 * @param rank 1-based.
 */
export function localScore(rank: number, listLength: number): number {
  return listLength < 2 ? 0.5 : (listLength - rank) / (listLength - 1);
}

/**
 * Borda mean: the global score of an entity is the mean of its local scores.
 * A partial judgement counts only for the members it ranked, on the scale of those; "none belong" gives every member 0; a malformed one counts for nobody.
 * Source: JointRank (Dehghankar et al. 2025) for averaged ranks over overlapping blocks; de Borda 1781.
 * @param judgements with the ids that were shown. O(total list length).
 */
export function bordaMean(
  entityIds: readonly string[],
  judgements: readonly Judgement[],
): readonly GlobalScore[] {
  const local = new Map<string, number[]>(entityIds.map((id) => [id, []]));
  for (const judgement of judgements) {
    if (judgement.outcome === 'none-belong') judgement.shownIds.forEach((id) => local.get(id)?.push(0));
    else judgement.rankedIds.forEach((id, index) => local.get(id)?.push(localScore(index + 1, judgement.rankedIds.length)));
  }
  return entityIds.map((entityId) => summarise(entityId, local.get(entityId) as number[]));
}

function summarise(entityId: string, scores: readonly number[]): GlobalScore {
  const exposures = scores.length;
  if (exposures === 0) return { entityId, value: null, standardError: null, exposures };
  const mean = scores.reduce((sum, score) => sum + score, 0) / exposures;
  if (exposures === 1) return { entityId, value: mean, standardError: null, exposures };
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (exposures - 1);
  return { entityId, value: mean, standardError: Math.sqrt(variance / exposures), exposures };
}

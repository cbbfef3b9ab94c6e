import type { ChannelProposals, LusarEntity } from '../lusar-types.js';
import { requireDistinct, requireFinite } from '../ranking-error.js';

/** What a run knows about the ranks of its list; all lists in rank order. */
export interface MembershipEvidence {
  /** The channel that `scores` come from: a model holds for the one it was fitted on. */
  readonly channel: string;
  /** The channel's raw score of each rank, higher = more like the seeds. */
  readonly scores: readonly number[];
  /** How alike the seeds are: of each one the channel's score when only the other seeds are given. Empty when that is not known. */
  readonly seedScores: readonly number[];
  /** How far the other channels agree, 0 … 1 (see `membershipEvidence`); null where there are none. */
  readonly agreement: readonly number[] | null;
  /** What stage 2 says: above 0 for, below 0 against, 0 for nothing, e.g. Borda mean − ½; null without stage 2. */
  readonly judged: readonly number[] | null;
}

export interface RunFacts {
  /** The final ranking. */
  readonly ranking: readonly Pick<LusarEntity, 'entityId'>[];
  /** What each channel proposed. */
  readonly proposals: readonly ChannelProposals[];
  /** Scores of the main channel for each seed, given the other seeds only; leave it out with one seed, or where they are not known. */
  readonly seedScores?: readonly number[];
  /** Global scores of stage 2 on a scale where 0 says nothing; entities that were not judged are left out. */
  readonly judged?: ReadonlyMap<string, number>;
}

/**
 * Evidence of membership from what a run has. The main channel is that of the largest weight (ties by name): its scores are raw, those of the
 * fused ranking are evenly spaced whatever the entities are. An entity that it did not propose gets its lowest score.
 * Agreement of an entity: the mean over the other channels, by weight, of 1 − ln r / ln (n + 1) for its place r of n there, 0 where it is missing.
 * O(proposals + ranking).
 * @returns undefined when no channel with a weight above 0 proposed anything.
 * @throws RankingError `INVALID_NUMBER` for scores that are not finite, `DUPLICATE_ID` for an id that is ranked twice.
 */
export function membershipEvidence(facts: RunFacts): MembershipEvidence | undefined {
  const weighty = facts.proposals
    .filter(({ weight, candidates }) => weight > 0 && candidates.length > 0)
    .sort((a, b) => b.weight - a.weight || (a.channel < b.channel ? -1 : 1));
  const [main, ...others] = weighty;
  if (!main) return undefined;
  const ids = facts.ranking.map((entity) => entity.entityId);
  requireDistinct('ranking', ids);
  const scoreOf = new Map<string, number>();
  let lowest = Infinity;
  for (const { entityId, score } of main.candidates) {
    requireFinite(`score of "${entityId}"`, score);
    scoreOf.set(entityId, score);
    lowest = Math.min(lowest, score);
  }
  facts.seedScores?.forEach((score, i) => requireFinite(`seedScores[${i}]`, score));
  return {
    channel: main.channel,
    scores: ids.map((id) => scoreOf.get(id) ?? lowest),
    seedScores: facts.seedScores ?? [],
    agreement: others.length > 0 ? agreement(ids, others) : null,
    judged: facts.judged ? ids.map((id) => facts.judged?.get(id) ?? 0) : null,
  };
}

function agreement(ids: readonly string[], others: readonly ChannelProposals[]): readonly number[] {
  const total = others.reduce((sum, { weight }) => sum + weight, 0);
  const agreed = new Map<string, number>();
  for (const { weight, candidates } of others) {
    candidates.forEach(({ entityId }, i) => {
      const share = 1 - Math.log(i + 1) / Math.log(candidates.length + 1);
      agreed.set(entityId, (agreed.get(entityId) ?? 0) + (weight / total) * share);
    });
  }
  return ids.map((id) => agreed.get(id) ?? 0);
}

import type { ExpansionWholeFragment, MemberInput } from '@etcetera/graphql-client';
import type { ReviewState } from '../../shared/review/review-state.js';

type ReviewedRun = Pick<ExpansionWholeFragment, 'id' | 'seeds' | 'negativeSeeds' | 'results' | 'cut'>;

/** The members that saving a reviewed run makes: seeds, decided entities, and if wanted the undecided ones above the cut. */
export function membersOf(run: ReviewedRun, review: Pick<ReviewState, 'decisions'>, suggestUndecided: boolean): MemberInput[] {
  const members: MemberInput[] = [
    ...run.seeds.map((entity) => ({ entityId: entity.id, status: 'SEED' as const })),
    ...run.negativeSeeds.map((entity) => ({ entityId: entity.id, status: 'NEGATIVE_SEED' as const })),
  ];
  const named = new Set(members.map((member) => member.entityId));
  for (const { node } of run.results.edges) {
    const decision = review.decisions[node.entity.id];
    const suggested = suggestUndecided && node.rank <= (run.cut?.rank ?? 0);
    if (named.has(node.entity.id) || !(decision ?? suggested)) continue;
    members.push({ entityId: node.entity.id, status: decision ?? 'SUGGESTED', expansionId: run.id, rank: node.rank, score: node.score });
  }
  return members;
}

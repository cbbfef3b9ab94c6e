import type { MemberStatus } from '@etcetera/graphql-client';

/** The most seeds that an expansion takes. */
export const MAX_SEEDS = 50;

interface SeedMember {
  readonly status: MemberStatus;
  readonly entity: { readonly id: string };
}

/** A set as the request that grows it: seeds before accepted members, negative seeds before rejected ones, each up to the limit. */
export function seedsOf(members: readonly SeedMember[]): { seeds: string[]; negatives: string[] } {
  const pick = (...statuses: MemberStatus[]) =>
    statuses
      .flatMap((status) => members.filter((member) => member.status === status).map((member) => member.entity.id))
      .slice(0, MAX_SEEDS);
  return { seeds: pick('SEED', 'ACCEPTED'), negatives: pick('NEGATIVE_SEED', 'REJECTED') };
}

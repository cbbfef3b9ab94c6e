import type { MemberStatus } from '@etcetera/graphql-client';
import { compact, read } from '../../app/search-codec.js';

export const MEMBER_STATUSES = ['SEED', 'ACCEPTED', 'SUGGESTED', 'REJECTED', 'NEGATIVE_SEED'] as const satisfies readonly MemberStatus[];

export interface SetSearch {
  /** Only members with this status; all when left out. */
  status?: MemberStatus;
}

export function parseSetSearch(raw: Record<string, unknown>): SetSearch {
  return compact({ status: read.oneOf(raw['status'], MEMBER_STATUSES) });
}

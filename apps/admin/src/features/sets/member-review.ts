import type { MemberStatus } from '@etcetera/graphql-client';

/** A change of one member that the server has not confirmed yet, or that can be undone. */
export interface MemberChange {
  readonly entityId: string;
  readonly from: MemberStatus;
  readonly to: MemberStatus;
}

export interface MemberReview {
  /** Sent one after the other, oldest first; shown at once. */
  readonly pending: readonly MemberChange[];
  /** Confirmed by the server; the last one is what undo takes back. */
  readonly done: readonly MemberChange[];
}

export type MemberReviewAction =
  | { readonly type: 'change'; readonly change: MemberChange }
  | { readonly type: 'confirmed'; readonly remember: boolean }
  | { readonly type: 'undone' }
  | { readonly type: 'refused' };

export const NO_CHANGES: MemberReview = { pending: [], done: [] };

/** A refusal drops every change that was waiting behind it: they were made on a state of the set that is no longer there. */
export function memberReviewReducer(state: MemberReview, action: MemberReviewAction): MemberReview {
  switch (action.type) {
    case 'change':
      return action.change.from === action.change.to ? state : { ...state, pending: [...state.pending, action.change] };
    case 'confirmed': {
      const [first, ...pending] = state.pending;
      return first ? { pending, done: action.remember ? [...state.done, first] : state.done } : state;
    }
    case 'undone':
      return { ...state, done: state.done.slice(0, -1) };
    case 'refused':
      return { ...state, pending: [] };
  }
}

/** The status to show: the newest pending one, else the stored one. */
export function statusOf(review: MemberReview, entityId: string, stored: MemberStatus): MemberStatus {
  return review.pending.findLast((change) => change.entityId === entityId)?.to ?? stored;
}

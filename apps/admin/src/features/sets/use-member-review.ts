import { useMutation } from '@apollo/client/react';
import {
  type MemberInput,
  type MemberStatus,
  ReviewMembersDocument,
  type ReviewMembersMutation,
  type SetWithMembersFragment,
} from '@etcetera/graphql-client';
import { useEffect, useReducer, useRef, useState } from 'react';
import { type MemberChange, memberReviewReducer, NO_CHANGES, statusOf } from './member-review.js';

export type ReviewRefusal = Exclude<ReviewMembersMutation['reviewMembers'], { __typename: 'EntitySet' }>;

interface Waiting {
  readonly change: MemberChange;
  /** False for an undo: undoing is not something to undo. */
  readonly remember: boolean;
}

/**
 * Decisions about members: shown at once, sent one by one, each on the version that the one before has made.
 * When someone else was faster, everything stops until the set is read again.
 */
export function useMemberReview(set: SetWithMembersFragment) {
  const [review, dispatch] = useReducer(memberReviewReducer, NO_CHANGES);
  const [refusal, setRefusal] = useState<ReviewRefusal>();
  const [send, { error, reset }] = useMutation(ReviewMembersDocument);
  const version = useRef(set.version);
  const queue = useRef<Waiting[]>([]);
  const busy = useRef(false);
  useEffect(() => {
    version.current = set.version;
  }, [set.version]);

  const decisionOf = ({ entityId, to }: MemberChange): MemberInput => {
    const member = set.members.find((one) => one.entity.id === entityId);
    return { entityId, status: to, expansionId: member?.expansion?.id, rank: member?.rank, score: member?.score };
  };
  const sendAll = async () => {
    if (busy.current) return;
    busy.current = true;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const input = { setId: set.id, expectedVersion: version.current, decisions: [decisionOf(next.change)] };
      const outcome = await send({ variables: { input } }).catch(() => undefined);
      const answer = outcome?.data?.reviewMembers;
      if (answer?.__typename === 'EntitySet') {
        version.current = answer.version;
        dispatch({ type: 'confirmed', remember: next.remember });
      } else {
        queue.current = [];
        if (answer) setRefusal(answer);
        dispatch({ type: 'refused' });
      }
    }
    busy.current = false;
  };
  const change = (wanted: MemberChange, remember: boolean) => {
    if (refusal || wanted.from === wanted.to) return;
    reset();
    dispatch({ type: 'change', change: wanted });
    queue.current.push({ change: wanted, remember });
    void sendAll();
  };

  const current = (entityId: string): MemberStatus =>
    statusOf(review, entityId, set.members.find((member) => member.entity.id === entityId)?.status ?? 'SUGGESTED');
  const canUndo = review.done.length > 0 && review.pending.length === 0 && !refusal;
  return {
    current,
    canUndo,
    refusal,
    error,
    saving: review.pending.length > 0,
    decide: (entityId: string, to: MemberStatus) => change({ entityId, from: current(entityId), to }, true),
    /** Takes the last decision back; returns the entity it was about. */
    undo: (): string | undefined => {
      const last = review.done.at(-1);
      if (!last || !canUndo) return undefined;
      dispatch({ type: 'undone' });
      change({ entityId: last.entityId, from: last.to, to: last.from }, false);
      return last.entityId;
    },
    /** Goes on after the set has been read again. */
    settle: () => {
      setRefusal(undefined);
      reset();
    },
  };
}

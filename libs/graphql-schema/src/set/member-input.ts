import type { MemberDecision } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { rawId } from '../global-id.js';
import { MemberStatus } from './member-status.js';

export const MemberInput = builder.inputType('MemberInput', {
  fields: (t) => ({
    entityId: t.id({ required: true }),
    status: t.field({ type: MemberStatus, required: true }),
    expansionId: t.id(),
    rank: t.int(),
    score: t.float(),
  }),
});

/** A member as given, with raw ids. */
export function toMemberDecision(input: typeof MemberInput.$inferInput, field: string): MemberDecision {
  const { expansionId, rank, score } = input;
  return {
    entityId: rawId(input.entityId, 'Entity', `${field}.entityId`),
    status: input.status,
    ...(expansionId ? { expansionId: rawId(expansionId, 'Expansion', `${field}.expansionId`) } : {}),
    ...(typeof rank === 'number' ? { rank } : {}),
    ...(typeof score === 'number' ? { score } : {}),
  };
}

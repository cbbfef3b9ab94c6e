import { builder } from '../builder.js';

export const MemberStatus = builder.enumType('MemberStatus', {
  values: ['ACCEPTED', 'NEGATIVE_SEED', 'REJECTED', 'SEED', 'SUGGESTED'] as const,
});

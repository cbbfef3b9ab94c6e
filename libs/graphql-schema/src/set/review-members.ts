import { InvalidInputError, reviewMembers, StaleVersionError, UnknownEntityIdError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { rawId } from '../global-id.js';
import { EntitySet } from './entity-set.js';
import { MemberInput, toMemberDecision } from './member-input.js';

export const ReviewMembersInput = builder.inputType('ReviewMembersInput', {
  fields: (t) => ({
    setId: t.id({ required: true }),
    decisions: t.field({ type: [MemberInput], required: true }),
    expectedVersion: t.int(),
  }),
});

builder.mutationField('reviewMembers', (t) =>
  t.field({
    type: EntitySet,
    authScopes: { permission: 'curate' },
    errors: { types: [InvalidInputError, NotFoundError, StaleVersionError, UnknownEntityIdError], union: { name: 'ReviewMembersResult' } },
    args: { input: t.arg({ type: ReviewMembersInput, required: true }) },
    resolve: async (_root, { input }, { services, actor }) => {
      const setId = rawId(input.setId, 'EntitySet', 'setId');
      if (!(await services.knowledge.setById(setId))) throw new NotFoundError('entity set', input.setId);
      const decisions = input.decisions.map((decision, i) => toMemberDecision(decision, `decisions[${i}]`));
      const expected = typeof input.expectedVersion === 'number' ? { expectedVersion: input.expectedVersion } : {};
      await reviewMembers(services.knowledge, { setId, decisions, ...expected }, actor);
      return services.database.prisma.entitySet.findUniqueOrThrow({ where: { id: setId } });
    },
  }),
);

import { InvalidInputError, saveSet, StaleVersionError, UnknownBaseError, UnknownEntityIdError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { findBase } from '../entity/find-base.js';
import { EntitySet } from './entity-set.js';
import { MemberInput, toMemberDecision } from './member-input.js';

export const SaveSetInput = builder.inputType('SaveSetInput', {
  fields: (t) => ({
    base: t.string(),
    name: t.string({ required: true }),
    description: t.string(),
    members: t.field({ type: [MemberInput], required: true }),
    expectedVersion: t.int(),
  }),
});

builder.mutationField('saveSet', (t) =>
  t.field({
    type: EntitySet,
    authScopes: { permission: 'curate' },
    errors: { types: [InvalidInputError, StaleVersionError, UnknownBaseError, UnknownEntityIdError], union: { name: 'SaveSetResult' } },
    args: { input: t.arg({ type: SaveSetInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const { services, actor } = context;
      const base = await findBase(context, input.base);
      const saved = await saveSet(
        services.knowledge,
        {
          baseId: base.id,
          name: input.name,
          members: input.members.map((member, i) => toMemberDecision(member, `members[${i}]`)),
          ...(typeof input.description === 'string' ? { description: input.description } : {}),
          ...(typeof input.expectedVersion === 'number' ? { expectedVersion: input.expectedVersion } : {}),
        },
        actor,
      );
      return services.database.prisma.entitySet.findUniqueOrThrow({ where: { id: saved.id } });
    },
  }),
);

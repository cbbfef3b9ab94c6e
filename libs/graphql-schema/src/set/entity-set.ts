import { builder, type NodeRef } from '../builder.js';
import { baseById } from '../entity/knowledge-base-loaders.js';
import { KnowledgeBase } from '../entity/knowledge-base.js';
import { connectionType } from '../paging/connection-type.js';
import { EntitySetMember } from './entity-set-member.js';
import { MemberStatus } from './member-status.js';
import { memberCountOf, membersOf } from './set-loaders.js';

export const EntitySet: NodeRef<'EntitySet'> = builder.prismaNode('EntitySet', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    name: t.exposeString('name'),
    description: t.exposeString('description', { nullable: true }),
    version: t.exposeInt('version'),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    base: t.field({ type: KnowledgeBase, resolve: (set, _args, context) => baseById(context).load(set.baseId) }),
    memberCount: t.int({ resolve: (set, _args, context) => memberCountOf(context).load(set.id) }),
    members: t.field({
      type: [EntitySetMember],
      complexity: { multiplier: 50 },
      args: { status: t.arg({ type: [MemberStatus] }) },
      resolve: async (set, { status }, context) => {
        const members = await membersOf(context).load(set.id);
        return status ? members.filter((member) => status.includes(member.status)) : members;
      },
    }),
  }),
});

export const EntitySetConnection = connectionType('EntitySet', EntitySet);

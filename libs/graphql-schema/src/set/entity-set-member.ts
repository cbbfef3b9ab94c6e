import type { EntitySetMember as Row } from '@etcetera/store';
import { builder } from '../builder.js';
import { loadEntity } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { expansionById } from '../expansion/expansion-loaders.js';
import { Expansion } from '../expansion/expansion.js';
import { MemberStatus } from './member-status.js';

export const EntitySetMember = builder.objectRef<Row>('EntitySetMember').implement({
  fields: (t) => ({
    entity: t.field({ type: Entity, resolve: (member, _args, context) => loadEntity(context, member.entityId) }),
    status: t.expose('status', { type: MemberStatus }),
    expansion: t.field({
      type: Expansion,
      nullable: true,
      resolve: (member, _args, context) => (member.expansionId === null ? null : expansionById(context).load(member.expansionId)),
    }),
    rank: t.exposeInt('rank', { nullable: true }),
    score: t.exposeFloat('score', { nullable: true }),
    reviewedBy: t.exposeString('reviewedBy', { nullable: true }),
    reviewedAt: t.expose('reviewedAt', { type: 'DateTime', nullable: true }),
  }),
});

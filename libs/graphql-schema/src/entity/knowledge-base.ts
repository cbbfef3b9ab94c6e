import { builder, type NodeRef } from '../builder.js';
import { activeSpaceOf, entityCountOf, type SpaceRow } from './knowledge-base-loaders.js';

export const EmbeddingSpace = builder.objectRef<SpaceRow>('EmbeddingSpace').implement({
  fields: (t) => ({
    dimensions: t.exposeInt('dimensions'),
    model: t.exposeString('model'),
    template: t.exposeString('template'),
    vectorCount: t.exposeInt('vectorCount'),
  }),
});

export const KnowledgeBase: NodeRef<'KnowledgeBase'> = builder.prismaNode('KnowledgeBase', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    description: t.exposeString('description', { nullable: true }),
    licence: t.exposeString('licence', { nullable: true }),
    revision: t.exposeInt('revision'),
    entityCount: t.int({ resolve: (base, _args, context) => entityCountOf(context).load(base.id) }),
    embedding: t.field({ type: EmbeddingSpace, nullable: true, resolve: (base, _args, context) => activeSpaceOf(context).load(base.id) }),
  }),
});

import { builder, type NodeRef } from '../builder.js';
import { connectionType } from '../paging/connection-type.js';
import { EntityImage } from './entity-image.js';
import { aliasesOf, contextsOf, imagesOf } from './entity-loaders.js';

export const Entity: NodeRef<'Entity'> = builder.prismaNode('Entity', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    rawId: t.exposeString('id', { description: 'The id without its type, as the command line and exports show it.' }),
    name: t.exposeString('name'),
    description: t.exposeString('description', { nullable: true }),
    source: t.exposeString('source'),
    externalId: t.exposeString('externalId'),
    attributes: t.expose('attributes', { type: 'JSON' }),
    aliases: t.stringList({
      complexity: { multiplier: 3 },
      resolve: async (entity, _args, context) => (await aliasesOf(context).load(entity.id)).map((row) => row.text),
    }),
    contexts: t.stringList({
      complexity: { multiplier: 3 },
      resolve: async (entity, _args, context) => (await contextsOf(context).load(entity.id)).map((row) => row.text),
    }),
    images: t.field({
      type: [EntityImage],
      complexity: { multiplier: 1 },
      resolve: (entity, _args, context) => imagesOf(context).load(entity.id),
    }),
  }),
});

export const EntityConnection = connectionType('Entity', Entity);

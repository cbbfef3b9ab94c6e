import { searchEntities, type EntityHit as Hit } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { pageCost } from '../paging/connection-type.js';
import { pageSize } from '../paging/page-size.js';
import { loadEntity } from './entity-loaders.js';
import { Entity } from './entity.js';
import { findBase } from './find-base.js';

export const MatchKind = builder.enumType('MatchKind', {
  values: {
    DESCRIPTION: { value: 'description' },
    EXACT: { value: 'exact' },
    PREFIX: { value: 'prefix' },
    TYPO: { value: 'typo' },
  } as const,
});

export const EntityHit = builder.objectRef<Hit>('EntityHit').implement({
  fields: (t) => ({
    entity: t.field({ type: Entity, resolve: (hit, _args, context) => loadEntity(context, hit.entity.id) }),
    how: t.expose('how', { type: MatchKind }),
    matched: t.exposeString('matched'),
    score: t.exposeFloat('score'),
  }),
});

builder.queryField('searchEntities', (t) =>
  t.field({
    type: [EntityHit],
    description: 'Typo-tolerant, prefix, aliases; best first.',
    authScopes: { permission: 'read' },
    complexity: pageCost,
    args: { base: t.arg.string(), first: t.arg.int({ defaultValue: 10 }), text: t.arg.string({ required: true }) },
    resolve: async (_root, { base: slug, first, text }, context) => {
      const limit = pageSize(first, 10);
      const base = await findBase(context, slug);
      if (limit === 0) return [];
      return [...(await searchEntities(context.services.knowledge, base.id, text, limit))];
    },
  }),
);

import { builder } from '../builder.js';
import { baseById } from './knowledge-base-loaders.js';
import { KnowledgeBase } from './knowledge-base.js';

builder.queryFields((t) => ({
  knowledgeBase: t.field({
    type: KnowledgeBase,
    nullable: true,
    description: 'The base of that slug; without a slug the first one.',
    authScopes: { permission: 'read' },
    args: { slug: t.arg.string() },
    resolve: async (_root, { slug }, context) => {
      const bases = await context.services.knowledge.listBases();
      const base = slug === null || slug === undefined ? bases[0] : bases.find((candidate) => candidate.slug === slug);
      return base ? baseById(context).load(base.id) : null;
    },
  }),
  knowledgeBases: t.field({
    type: [KnowledgeBase],
    authScopes: { permission: 'read' },
    resolve: async (_root, _args, context) => {
      const bases = await context.services.knowledge.listBases();
      const loader = baseById(context);
      return Promise.all(bases.map((base) => loader.load(base.id)));
    },
  }),
}));

import { builder, type NodeRef } from '../builder.js';
import { baseById } from '../entity/knowledge-base-loaders.js';
import { KnowledgeBase } from '../entity/knowledge-base.js';
import { queryCountOf } from './evaluation-loaders.js';

export const Benchmark: NodeRef<'Benchmark'> = builder.prismaNode('Benchmark', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    description: t.exposeString('description', { nullable: true }),
    base: t.field({ type: KnowledgeBase, resolve: (benchmark, _args, context) => baseById(context).load(benchmark.baseId) }),
    queryCount: t.int({ resolve: (benchmark, _args, context) => queryCountOf(context).load(benchmark.id) }),
  }),
});

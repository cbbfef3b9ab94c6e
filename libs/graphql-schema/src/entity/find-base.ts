import { UnknownBaseError, type KnowledgeBaseRow } from '@etcetera/knowledge';
import type { GraphQLContext } from '../context.js';

/** The base of that slug; without a slug the first one. @throws UnknownBaseError */
export async function findBase(context: GraphQLContext, slug: string | null | undefined): Promise<KnowledgeBaseRow> {
  const { knowledge } = context.services;
  if (slug !== null && slug !== undefined) return knowledge.baseBySlug(slug);
  const [first] = await knowledge.listBases();
  if (!first) throw new UnknownBaseError('(the first one)', []);
  return first;
}

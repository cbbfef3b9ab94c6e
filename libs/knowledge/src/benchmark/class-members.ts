import type { KnowledgeStore } from '../ports/knowledge-store.js';
import type { ClassMember } from './class-benchmark.js';

const PAGE = 1000;

/** All entities of a base that have a gold class, that is a text in `attributes.class`. */
export async function classMembers(store: Pick<KnowledgeStore, 'listEntities'>, baseId: string): Promise<readonly ClassMember[]> {
  const members: ClassMember[] = [];
  let after: string | null = null;
  do {
    const page = await store.listEntities(baseId, { first: PAGE, ...(after !== null && { after }) });
    for (const { id, attributes } of page.rows) {
      const className = attributes['class'];
      if (typeof className === 'string' && className !== '') members.push({ id, className });
    }
    after = page.hasNextPage ? page.endCursor : null;
  } while (after !== null);
  return members;
}

import type { KnowledgeStore } from '../ports/knowledge-store.js';
import type { EmbeddingTemplate } from './entity-text.js';

const PAGE = 1000;

/** "name: description" when at least half of the entities have a description, else "name". */
export async function chooseTemplate(store: Pick<KnowledgeStore, 'listEntities'>, baseId: string): Promise<EmbeddingTemplate> {
  let entities = 0;
  let described = 0;
  let after: string | null = null;
  do {
    const page = await store.listEntities(baseId, { first: PAGE, ...(after !== null && { after }) });
    entities += page.rows.length;
    described += page.rows.filter((entity) => entity.description).length;
    after = page.hasNextPage ? page.endCursor : null;
  } while (after !== null);
  return entities > 0 && described * 2 >= entities ? 'name: description' : 'name';
}

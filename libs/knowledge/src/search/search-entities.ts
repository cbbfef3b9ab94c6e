import { InvalidInputError } from '../errors.js';
import type { EntityHit } from '../model.js';
import type { KnowledgeStore } from '../ports/knowledge-store.js';
import { searchableText } from '../text/searchable-text.js';

export const DEFAULT_SEARCH_LIMIT = 20;
export const MAX_SEARCH_LIMIT = 100;

/**
 * Entities whose name, alias or description is near a text, best first; typing errors are forgiven. Only the first 300 characters count.
 * @param limit most hits, 1–100
 * @throws InvalidInputError for an empty text or a limit outside 1–100
 */
export async function searchEntities(
  store: Pick<KnowledgeStore, 'searchEntities'>,
  baseId: string,
  text: string,
  limit: number = DEFAULT_SEARCH_LIMIT,
): Promise<readonly EntityHit[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_SEARCH_LIMIT) {
    throw new InvalidInputError('limit', String(limit), `a whole number from 1 to ${MAX_SEARCH_LIMIT}`);
  }
  const searchable = searchableText(text);
  if (searchable === '') throw new InvalidInputError('text', JSON.stringify(text), 'type at least one character of a name');
  return store.searchEntities(baseId, searchable, limit);
}

import { validate as isUuid } from 'uuid';
import { AmbiguousEntityError, InvalidInputError, UnknownEntityError, UnknownEntityIdError } from '../errors.js';
import type { EntityRow } from '../model.js';
import type { KnowledgeStore } from '../ports/knowledge-store.js';
import { clipCharacters, countCharacters } from '../text/clip-text.js';
import { MAX_NAME_CHARACTERS } from '../text/name-problem.js';
import { searchableText } from '../text/searchable-text.js';

const SUGGESTIONS = 5;

type Store = Pick<KnowledgeStore, 'entitiesById' | 'entitiesByExactName' | 'searchEntities'>;

/**
 * The entities that a list of references means, in its order. A reference is an id of the base, or a name or alias in any case; nothing is guessed.
 * @param field how errors call the list, e.g. "seeds": the third reference is then "seeds[2]"
 * @throws InvalidInputError for an empty reference, AmbiguousEntityError when several entities have the name, UnknownEntityError with the nearest
 * names, UnknownEntityIdError for an id that is not in the base; always for the first reference that fails
 */
export async function resolveEntities(
  store: Store,
  baseId: string,
  references: readonly string[],
  field: string,
): Promise<readonly EntityRow[]> {
  const ids = references.map((reference) => reference.trim().toLowerCase()).filter((reference) => isUuid(reference));
  const found = ids.length > 0 ? await store.entitiesById(baseId, [...new Set(ids)]) : [];
  const byId = new Map(found.map((entity) => [entity.id, entity]));
  const resolved: EntityRow[] = [];
  for (const [index, reference] of references.entries()) {
    const place = `${field}[${index}]`;
    resolved.push(byId.get(reference.trim().toLowerCase()) ?? (await resolveName(store, baseId, reference, place)));
  }
  return resolved;
}

async function resolveName(store: Store, baseId: string, reference: string, place: string): Promise<EntityRow> {
  const shown = clipCharacters(reference.trim(), MAX_NAME_CHARACTERS);
  const text = searchableText(reference);
  if (text === '') throw new InvalidInputError(place, JSON.stringify(shown), 'give the name or the id of an entity');
  // No name is longer than the limit, and what was clipped must not match a name by accident.
  const tooLong = countCharacters(reference.trim()) > MAX_NAME_CHARACTERS;
  const matches = tooLong ? [] : await store.entitiesByExactName(baseId, text);
  const [match] = matches;
  if (match && matches.length === 1) return match;
  if (match) throw new AmbiguousEntityError(place, shown, matches.map(toSuggestion));
  if (isUuid(shown)) throw new UnknownEntityIdError(place, [shown]);
  const hits = await store.searchEntities(baseId, text, SUGGESTIONS);
  throw new UnknownEntityError(
    place,
    shown,
    hits.slice(0, SUGGESTIONS).map((hit) => toSuggestion(hit.entity)),
  );
}

const toSuggestion = ({ id, name }: EntityRow): { id: string; name: string } => ({ id, name });

import { useQuery } from '@apollo/client/react';
import { EntityChipDocument, type EntityBriefFragment, SearchEntitiesDocument } from '@etcetera/graphql-client';
import { isEntityId } from './entity-ref.js';

/** The entity behind an entry of a list of seeds; undefined while it is looked up, null when the name is nobody's. */
export function useSeed(ref: string, base: string | undefined): EntityBriefFragment | null | undefined {
  const byId = isEntityId(ref);
  const chip = useQuery(EntityChipDocument, { variables: { id: ref }, skip: !byId, fetchPolicy: 'cache-first' });
  const search = useQuery(SearchEntitiesDocument, {
    variables: { text: ref, base: base ?? null, first: 3 },
    skip: byId,
    fetchPolicy: 'cache-first',
  });
  if (byId) return chip.data ? (chip.data.entity ?? null) : undefined;
  if (!search.data) return undefined;
  const exact = search.data.searchEntities.filter((hit) => hit.how === 'EXACT');
  return exact.length === 1 ? exact[0]?.entity : null;
}

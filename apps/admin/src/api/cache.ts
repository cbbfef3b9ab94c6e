import { InMemoryCache, type Reference } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** Pages of one list are joined; a list without arguments starts anew. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          entity: {
            // An entity that a list has brought is not asked for again; null is an answer too.
            read: (existing: Reference | null | undefined, { args, toReference }) =>
              existing === undefined ? toReference({ __typename: 'Entity', id: args?.['id'] as string }) : existing,
          },
          entitySets: relayStylePagination(['base']),
          evaluations: relayStylePagination(['benchmark', 'method']),
          expansions: relayStylePagination(['base', 'filter']),
        },
      },
      Expansion: { fields: { results: relayStylePagination(), modelCalls: relayStylePagination() } },
      // Parts without an identity of their own: the newer value takes the place of the older one.
      Evaluation: { fields: { metrics: { merge: false }, queries: { merge: false } } },
      EntitySet: { fields: { members: { merge: false } } },
    },
  });
}

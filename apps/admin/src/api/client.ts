import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { accessKey } from './access-key.js';
import { createCache } from './cache.js';
import { isUnauthenticated } from './problem.js';

/** Queries and mutations by HTTP, subscriptions by WebSocket, both on this page's own origin. */
export function createApolloClient(): ApolloClient {
  const key = new SetContextLink(({ headers }) => ({
    headers: { ...(headers as Record<string, string> | undefined), ...accessKey.headers() },
  }));
  const errors = new ErrorLink(({ error }) => {
    if (isUnauthenticated(error)) accessKey.demand();
  });
  const http = ApolloLink.from([errors, key, new HttpLink({ uri: '/graphql' })]);
  const socket = new GraphQLWsLink(
    createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: () => accessKey.headers(),
      // Whoever follows a run decides when to try again, and from which event on.
      retryAttempts: 0,
    }),
  );
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, socket, http),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  });
}

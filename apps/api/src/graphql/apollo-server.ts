import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { buildSchema, formatError, type GraphQLContext } from '@etcetera/graphql-schema';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.js';
import { extraRules, MAX_TOKENS } from './limits.js';
import { reportErrors } from './report-errors.js';

interface ApolloOptions {
  readonly httpServer: Server;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly introspection: boolean;
  readonly isProduction: boolean;
  /** Ends the WebSockets; without that the HTTP server would wait for them for ever. */
  readonly endSockets: () => Promise<void>;
}

/** GraphQL over HTTP. The landing page is ours (see explorer/): Apollo's loads from the network. */
export function createApolloServer(options: ApolloOptions): ApolloServer<GraphQLContext> {
  const { httpServer, logger, introspection, isProduction, endSockets } = options;
  return new ApolloServer<GraphQLContext>({
    schema: buildSchema(),
    introspection,
    formatError,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    maxRecursiveSelections: true,
    validationRules: extraRules(introspection),
    // Apollo's own remarks; errors of operations are logged by the plugin below.
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => logger.warn(message),
      error: (message) => logger.error(message),
    },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 10_000 }),
      { serverWillStart: () => Promise.resolve({ drainServer: endSockets }) },
      operations(options),
    ],
  });
}

/** Counts operations and reports their errors. */
function operations({ logger, metrics }: ApolloOptions): ApolloServerPlugin<GraphQLContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          reportErrors(logger, errors, contextValue.actor.requestId);
          return Promise.resolve();
        },
        willSendResponse({ operation, errors }) {
          metrics.count('etcetera_graphql_operations_total', 'GraphQL operations by kind and outcome.', {
            kind: operation?.operation ?? 'unreadable',
            outcome: errors ? 'errors' : 'ok',
          });
          return Promise.resolve();
        },
      }),
  };
}

import { buildSchema, type GraphQLContext, type Services } from '@etcetera/graphql-schema';
import { GraphQLError, type FormattedExecutionResult, parse, specifiedRules, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { identify } from '../access/identify.js';
import type { KnownHosts } from '../access/known-hosts.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Auth, Caller } from '../server-options.js';
import { extraRules, MAX_BODY_BYTES, MAX_TOKENS } from './limits.js';
import { reportErrors, toFormatted } from './report-errors.js';

/** How often the key of an open socket is looked up again. */
const RECHECK_MS = 60_000;
const FORBIDDEN = 4403;

interface SocketOptions {
  readonly services: Services;
  readonly auth: Auth;
  readonly hosts: KnownHosts;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly introspection: boolean;
  readonly isProduction: boolean;
  readonly recheckMs?: number;
}

type Extra = { caller?: Caller; signal?: AbortSignal };

/**
 * GraphQL over WebSocket at /graphql. The key is checked at connecting, at every operation, and while the socket is open, so that a revoked key
 * ends what it started. Returns what ends all sockets.
 */
export function serveWebSocket(httpServer: Server, options: SocketOptions): () => Promise<void> {
  const { services, auth, hosts, logger, metrics, introspection, isProduction } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES });
  const checks = new Map<WebSocket, () => Promise<void>>();

  httpServer.on('upgrade', (request, socket, head) => {
    const isOurs = request.url?.split('?')[0] === '/graphql';
    if (!isOurs || !hosts.allows(request.headers.host) || !hosts.allowsOrigin(request.headers.origin, request.headers.host)) {
      const status = isOurs ? '403 Forbidden' : '404 Not Found';
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });

  const server = useServer<Record<string, unknown>, Extra>(
    {
      schema: buildSchema(),
      parse: (source) => parse(source, { maxTokens: MAX_TOKENS }),
      validate: (schema, document) => validate(schema, document, [...specifiedRules, ...extraRules(introspection)]),
      onConnect: async (connection) => {
        const authorization = connection.connectionParams?.['authorization'];
        if (!(await identify(auth, authorization))) return false;
        const { socket } = connection.extra;
        checks.set(socket, async () => {
          if (!(await identify(auth, authorization))) socket.close(FORBIDDEN, 'Forbidden');
        });
        const ended = new AbortController();
        connection.extra.signal = ended.signal;
        socket.once('close', () => {
          checks.delete(socket);
          ended.abort();
        });
        return true;
      },
      onSubscribe: async (connection, _id, payload) => {
        const caller = await identify(auth, connection.connectionParams?.['authorization']);
        if (!caller) {
          connection.extra.socket.close(FORBIDDEN, 'Forbidden');
          return [new GraphQLError('The API key is no longer valid.', { extensions: { code: 'UNAUTHENTICATED' } })];
        }
        connection.extra.caller = caller;
        metrics.count('etcetera_websocket_operations_total', 'Operations over WebSocket.', {
          kind: /^\s*subscription\b/.test(payload.query) ? 'subscription' : 'other',
        });
        return undefined;
      },
      context: (connection): GraphQLContext => {
        const { caller, signal } = connection.extra;
        const actor = { name: caller?.name ?? 'nobody', requestId: randomUUID() };
        return { services, actor, permissions: caller?.permissions ?? new Set(), ...(signal ? { signal } : {}) };
      },
      onError: (_connection, id, _payload, errors) => {
        reportErrors(logger, errors, id);
        return toFormatted(errors, isProduction);
      },
      onNext: (_connection, _id, _payload, args, { errors, ...result }): FormattedExecutionResult | undefined => {
        if (!errors) return undefined;
        reportErrors(logger, errors, (args.contextValue as GraphQLContext | undefined)?.actor.requestId);
        return { ...(result as Omit<FormattedExecutionResult, 'errors'>), errors: toFormatted(errors, isProduction) };
      },
    },
    sockets,
  );

  const recheck = setInterval(() => {
    for (const check of checks.values()) check().catch((error: unknown) => logger.error({ err: error }, 'A key could not be checked.'));
  }, options.recheckMs ?? RECHECK_MS);
  recheck.unref();

  return async () => {
    clearInterval(recheck);
    await server.dispose();
  };
}

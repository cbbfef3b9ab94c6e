import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import { checkHost } from './access/check-host.js';
import { KnownHosts } from './access/known-hosts.js';
import { explorerRoutes } from './explorer/explorer-routes.js';
import { createApolloServer } from './graphql/apollo-server.js';
import { httpContext } from './graphql/http-context.js';
import { MAX_BODY_BYTES } from './graphql/limits.js';
import { serveWebSocket } from './graphql/web-socket.js';
import { errorResponse, notFound } from './http/error-response.js';
import { listen } from './http/listen.js';
import { requestLog } from './http/request-log.js';
import { securityHeaders } from './http/security-headers.js';
import { countRequests } from './metrics/count-requests.js';
import { Metrics } from './metrics/metrics.js';
import { adminRoutes } from './routes/admin.js';
import { healthRoutes } from './routes/health.js';
import { imageRoutes } from './routes/images.js';
import { importRoutes } from './routes/imports.js';
import { metricsRoutes } from './routes/metrics.js';
import type { ServerOptions } from './server-options.js';

/** A server that is listening. */
export interface RunningServer {
  /** Its address for people, e.g. "http://127.0.0.1:4000". */
  readonly url: string;
  /** Takes no more requests, ends subscriptions and waits, lets requests at work finish (10 s at most). Safe to call twice. */
  close(): Promise<void>;
}

/** Serves GraphQL, pictures, uploads, health, figures and the admin. @throws ListenError when the port cannot be had. */
export async function startServer({ services, config, logger, importUpload, readiness }: ServerOptions): Promise<RunningServer> {
  const { auth, isProduction } = config;
  const introspection = config.introspection ?? !isProduction;
  const stop = new AbortController();
  const stopping = stop.signal;
  setMaxListeners(0, stopping);
  const metrics = new Metrics();
  const hosts = new KnownHosts(config.host, config.allowedHosts);
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  const httpServer = createServer(app);
  const endSockets = serveWebSocket(httpServer, { services, auth, hosts, logger, metrics, introspection, isProduction });
  const apollo = createApolloServer({ httpServer, logger, metrics, introspection, isProduction, endSockets });
  await apollo.start();

  app.use(requestLog(logger), countRequests(metrics), securityHeaders());
  app.use(healthRoutes(readiness, logger));
  app.use(checkHost(hosts));
  app.use(metricsRoutes(metrics, services, auth), imageRoutes(services));
  if (importUpload) app.use(importRoutes({ importUpload, auth, hosts, stopping }));
  if (!isProduction) app.use(explorerRoutes());
  app.use(
    '/graphql',
    express.json({ limit: MAX_BODY_BYTES }),
    expressMiddleware(apollo, { context: ({ req, res }) => httpContext({ services, auth, stopping }, req, res) }),
  );
  app.use(adminRoutes(config.adminFolder), notFound, errorResponse(logger));

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    stop.abort(new Error('The server is stopping.'));
    return (closing ??= apollo.stop());
  };
  try {
    return { url: await listen(httpServer, config.host, config.port), close };
  } catch (error) {
    await close();
    throw error;
  }
}

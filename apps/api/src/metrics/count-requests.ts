import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.js';

const ROUTES = new Set(['graphql', 'images', 'imports', 'healthz', 'readyz', 'metrics', 'explorer']);

/** Counts requests and their time by route and status; everything that is no route of ours is the admin. */
export function countRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const first = request.path.split('/')[1] ?? '';
    const route = ROUTES.has(first) ? `/${first}` : 'admin';
    response.once('finish', () => {
      const labels = { route, method: request.method, status: String(response.statusCode) };
      metrics.count('etcetera_http_requests_total', 'Requests answered.', labels);
      metrics.count('etcetera_http_request_seconds_total', 'Seconds spent on requests.', { route }, (performance.now() - started) / 1000);
    });
    next();
  };
}

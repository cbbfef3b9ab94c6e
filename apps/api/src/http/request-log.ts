import type { RequestHandler } from 'express';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { assignRequestId } from './request-id.js';

/** One line a request: method, path without its query, status, time. No bodies, no headers: keys and what people ask stay out of the log. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: assignRequestId,
    autoLogging: { ignore: (request) => /^\/(healthz|readyz|metrics)$/.test(pathOf(request)) },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: (request: { id: unknown; method: string; raw: IncomingMessage }) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request.raw),
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
    },
  }) as RequestHandler;
}

const pathOf = (request: IncomingMessage): string =>
  (request as { originalUrl?: string }).originalUrl?.split('?')[0] ?? request.url?.split('?')[0] ?? '';

import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { HttpError } from './http-error.js';
import { requestIdOf } from './request-id.js';

/** The last handler: nothing answered. */
export const notFound: RequestHandler = (request) => {
  throw new HttpError(404, 'NOT_FOUND', `There is nothing at ${request.path}.`);
};

/**
 * Turns whatever was thrown into an answer. Errors made on purpose keep their sentence; anything else is logged and masked. On /graphql the
 * answer has the form that GraphQL clients read.
 */
export function errorResponse(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = requestIdOf(request);
    const { status, code, message } = describe(error, requestId);
    if (status >= 500) logger.error({ err: error, requestId }, 'A request failed.');
    const body = { message, code, requestId };
    response
      .status(status)
      .json(request.path === '/graphql' ? { errors: [{ message, extensions: { code, requestId } }] } : { error: body });
  };
}

function describe(error: unknown, requestId: string): { status: number; code: string; message: string } {
  if (error instanceof HttpError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large')
    return { status: 413, code: 'TOO_LARGE', message: 'The request is larger than 256 kB. Send large data to /imports.' };
  if (type === 'entity.parse.failed') return { status: 400, code: 'BAD_JSON', message: 'The body is not valid JSON.' };
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'BAD_REQUEST', message: 'The request cannot be read.' };
  return {
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: `Something went wrong on the server; it is not your fault. Its log has the details under the request id ${requestId}.`,
  };
}

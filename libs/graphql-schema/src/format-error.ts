import { InvalidInputError, KnowledgeError } from '@etcetera/knowledge';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { NotFoundError } from './errors/not-found-error.js';

/** The error that a resolver threw, under the layers that GraphQL and Apollo wrap around it. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Whether an error is the server's fault: anything that is neither a GraphQL error made on purpose nor a domain error. */
export function isUnexpected(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof KnowledgeError || cause instanceof NotFoundError) return false;
  return !(cause instanceof GraphQLError);
}

/**
 * What a caller gets to see of an error. Errors made on purpose pass with their code; domain errors in fields without a union of typed errors
 * become BAD_USER_INPUT; anything else is masked, naming the request so that the log can be searched. Stack traces never leave.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const requestId = formatted.extensions?.['requestId'];
  const id = typeof requestId === 'string' ? { requestId } : {};
  const place = { ...(formatted.locations ? { locations: formatted.locations } : {}), ...(formatted.path ? { path: formatted.path } : {}) };
  if (isUnexpected(error)) {
    const where =
      typeof requestId === 'string'
        ? ` The server's log has the details under the request id ${requestId}.`
        : " The server's log has the details.";
    return {
      message: `Something went wrong on the server; it is not your fault.${where}`,
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', ...id },
    };
  }
  const cause = causeOf(error);
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  return { message: formatted.message, ...place, extensions: { ...extensions, ...domainDetails(cause), ...id } };
}

function domainDetails(cause: unknown): Record<string, unknown> {
  if (cause instanceof NotFoundError) return { code: 'NOT_FOUND' };
  if (cause instanceof InvalidInputError) return { code: 'BAD_USER_INPUT', reason: cause.code, field: cause.field };
  if (cause instanceof KnowledgeError) return { code: 'BAD_USER_INPUT', reason: cause.code };
  // Pothos' own complaints about ids are GraphQL errors without a code.
  if (cause instanceof Error && cause.name === 'PothosValidationError') return { code: 'BAD_USER_INPUT' };
  return {};
}

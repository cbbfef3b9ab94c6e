import { causeOf, formatError, isUnexpected } from '@etcetera/graphql-schema';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Logs what is the server's fault, with its place and without what was asked, and marks all errors with the id of the request. */
export function reportErrors(logger: Logger, errors: readonly GraphQLError[], requestId: string | undefined): void {
  for (const error of errors) {
    if (requestId !== undefined) error.extensions['requestId'] = requestId;
    if (isUnexpected(error)) logger.error({ err: causeOf(error), requestId, path: error.path?.join('.') }, 'A GraphQL field failed.');
  }
}

/** Errors as a caller may see them; `hideNames` takes out suggestions of names that exist. */
export function toFormatted(errors: readonly GraphQLError[], hideNames: boolean): GraphQLFormattedError[] {
  return errors.map((error) => {
    const formatted = formatError(error.toJSON(), error);
    return hideNames ? { ...formatted, message: formatted.message.replace(/ ?Did you mean [^?]*\?/g, '') } : formatted;
  });
}

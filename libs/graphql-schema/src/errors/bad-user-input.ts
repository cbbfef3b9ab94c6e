import { GraphQLError } from 'graphql';

/** Input outside its stated limits, in a field whose result is not a union of typed errors. */
export function badUserInput(message: string, details: { field: string; limit?: number; value?: unknown }): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', ...details } });
}

/** Something asked for by id that is not there, in a field whose result is not a union of typed errors. */
export function notFound(message: string, details: { field: string; value: string }): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'NOT_FOUND', ...details } });
}

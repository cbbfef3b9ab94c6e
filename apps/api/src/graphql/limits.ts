import { maxAliasesRule } from '@etcetera/graphql-schema';
import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';

/** Most lexical tokens in a document: parsing itself must stay cheap. */
export const MAX_TOKENS = 2000;

/** Largest body of a request or message, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Rules beside GraphQL's own; the same over HTTP and WebSocket. */
export function extraRules(introspection: boolean): ValidationRule[] {
  return introspection ? [maxAliasesRule] : [maxAliasesRule, NoSchemaIntrospectionCustomRule];
}

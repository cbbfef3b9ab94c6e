import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { GraphQLContext } from '../context.js';
import { declaredPermission } from './root-permissions.js';

/** The error for a caller who may not use a root field: anonymous callers are told to send a key, others which permission they lack. */
export function refusal(context: GraphQLContext, info: GraphQLResolveInfo): GraphQLError {
  if (context.permissions.size === 0) {
    return new GraphQLError('This server wants an API key. Send it as "Authorization: Bearer KEY".', {
      extensions: { code: 'UNAUTHENTICATED' },
    });
  }
  const permission = declaredPermission(info.parentType.getFields()[info.fieldName]);
  const field = `${info.parentType.name}.${info.fieldName}`;
  return new GraphQLError(`${field} needs the permission "${permission}", which the key of ${context.actor.name} does not have.`, {
    extensions: { code: 'FORBIDDEN', permission },
  });
}

import type { GraphQLContext, Services } from '@etcetera/graphql-schema';
import type { Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import { identify } from '../access/identify.js';
import { requestIdOf } from '../http/request-id.js';
import { requestSignal } from '../http/request-signal.js';
import type { Auth } from '../server-options.js';

/** The context of a request. @throws GraphQLError UNAUTHENTICATED, with status 401, when the server wants a key and got none that it knows. */
export async function httpContext(
  { services, auth, stopping }: { services: Services; auth: Auth; stopping: AbortSignal },
  request: Request,
  response: Response,
): Promise<GraphQLContext> {
  const requestId = requestIdOf(request);
  const caller = await identify(auth, request.headers.authorization);
  if (!caller) throw unauthenticated(request.headers.authorization === undefined, requestId);
  return { services, actor: { name: caller.name, requestId }, permissions: caller.permissions, signal: requestSignal(response, stopping) };
}

function unauthenticated(isAnonymous: boolean, requestId: string): GraphQLError {
  const message = isAnonymous
    ? 'This server wants an API key. Send it as "Authorization: Bearer KEY".'
    : 'This API key is unknown, revoked or expired. Ask whoever runs this server for another one.';
  return new GraphQLError(message, {
    extensions: { code: 'UNAUTHENTICATED', requestId, http: { status: 401, headers: new Map([['www-authenticate', 'Bearer']]) } },
  });
}

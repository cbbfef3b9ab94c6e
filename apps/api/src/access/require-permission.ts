import type { Permission } from '@etcetera/graphql-schema';
import type { RequestHandler } from 'express';
import { HttpError } from '../http/http-error.js';
import type { Auth } from '../server-options.js';
import { identify, may } from './identify.js';

/** Lets only callers with the permission pass; the caller is then in `response.locals.caller`. */
export function requirePermission(auth: Auth, permission: Permission): RequestHandler {
  return async (request, response, next) => {
    const caller = await identify(auth, request.headers.authorization);
    if (!caller) {
      response.setHeader('www-authenticate', 'Bearer');
      throw new HttpError(401, 'UNAUTHENTICATED', 'This server wants an API key. Send it as "Authorization: Bearer KEY".');
    }
    if (!may(caller, permission))
      throw new HttpError(403, 'FORBIDDEN', `This needs the permission "${permission}", which the key of ${caller.name} does not have.`);
    response.locals['caller'] = caller;
    next();
  };
}

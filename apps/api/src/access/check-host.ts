import type { RequestHandler } from 'express';
import { HttpError } from '../http/http-error.js';
import type { KnownHosts } from './known-hosts.js';

/** Refuses requests that call this server by a name it does not know. */
export function checkHost(hosts: KnownHosts): RequestHandler {
  return (request, _response, next) => {
    if (hosts.allows(request.headers.host)) next();
    else {
      const name = request.headers.host ?? 'none';
      next(
        new HttpError(
          421,
          'UNKNOWN_HOST',
          `This server does not answer to the host name "${name}". If it should, add it to ETCETERA_ALLOWED_HOSTS.`,
        ),
      );
    }
  };
}

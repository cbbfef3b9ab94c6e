import { Router, type Request } from 'express';
import { pipeline } from 'node:stream';
import { requirePermission } from '../access/require-permission.js';
import type { KnownHosts } from '../access/known-hosts.js';
import { HttpError } from '../http/http-error.js';
import { requestIdOf } from '../http/request-id.js';
import { requestSignal } from '../http/request-signal.js';
import type { Auth, Caller, ImportUpload } from '../server-options.js';
import { MAX_UPLOAD_BYTES, SizeLimit, tooLarge } from './size-limit.js';

interface ImportRoutesOptions {
  readonly importUpload: ImportUpload;
  readonly auth: Auth;
  readonly hosts: KnownHosts;
  readonly stopping: AbortSignal;
  readonly maxBytes?: number;
}

/**
 * `POST /imports?base&source&format&filename`: the body is the file, read as it arrives. Forms of other sites cannot reach it: they can send
 * neither the header `x-etcetera-csrf` nor the type `application/octet-stream` without asking first, and nobody answers that question.
 */
export function importRoutes({ importUpload, auth, hosts, stopping, maxBytes = MAX_UPLOAD_BYTES }: ImportRoutesOptions): Router {
  const router = Router();
  router.post('/imports', requirePermission(auth, 'curate'), async (request, response) => {
    refuseForgery(request, hosts);
    const parameters = readParameters(request);
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const { name } = response.locals['caller'] as Caller;
    const content = new SizeLimit(maxBytes);
    // The reader of `content` reports what goes wrong with it.
    pipeline(request, content, () => undefined);
    try {
      const actor = { name, requestId: requestIdOf(request) };
      response.json(await importUpload(content, { ...parameters, actor, signal: requestSignal(response, stopping) }));
    } catch (error) {
      throw content.errored instanceof HttpError ? content.errored : asHttpError(error);
    }
  });
  return router;
}

function refuseForgery(request: Request, hosts: KnownHosts): void {
  const deliberate = request.headers['x-etcetera-csrf'] !== undefined || request.is('application/octet-stream') !== false;
  if (!deliberate)
    throw new HttpError(400, 'CSRF', 'Send the file with "content-type: application/octet-stream" or the header "x-etcetera-csrf: 1".');
  if (!hosts.allowsOrigin(request.headers.origin, request.headers.host))
    throw new HttpError(403, 'UNKNOWN_ORIGIN', 'Pages of other sites may not import.');
}

function readParameters({ query }: Request): { base: string; source: string; format?: string; filename?: string } {
  const text = (name: string): string | undefined => {
    const value = query[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw new HttpError(400, 'BAD_PARAMETER', `${name} is given more than once.`);
    return value;
  };
  const base = text('base');
  const source = text('source');
  if (base === undefined || source === undefined)
    throw new HttpError(400, 'BAD_PARAMETER', 'Say which base and source the file is for: /imports?base=SLUG&source=NAME.');
  const format = text('format');
  const filename = text('filename');
  return { base, source, ...(format === undefined ? {} : { format }), ...(filename === undefined ? {} : { filename }) };
}

/** Errors of the use cases say what is wrong with the file or the base; they have a code and are the caller's to mend. */
function asHttpError(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const codes: Readonly<Record<string, number>> = { UNKNOWN_BASE: 404, INVALID_INPUT: 400 };
  const status = typeof code === 'string' ? codes[code] : undefined;
  return status !== undefined && typeof message === 'string' ? new HttpError(status, String(code), message) : error;
}

import type { Services } from '@etcetera/graphql-schema';
import { Router } from 'express';
import { HttpError } from '../http/http-error.js';

const SAFE_TYPES = new Set(['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/**
 * `/images/:sha256`: a picture by its content, so it never changes. Pictures come from imports and are not trusted: an SVG opened as a page
 * may run nothing and load nothing. No key is asked for, because `<img>` cannot send one; only who has read an entity knows the hash.
 */
export function imageRoutes(services: Services): Router {
  const router = Router();
  router.get('/images/:sha256', async (request, response) => {
    const { sha256 } = request.params;
    const image = /^[0-9a-f]{64}$/.test(sha256) ? await services.knowledge.imageBytes(sha256) : undefined;
    if (!image) throw new HttpError(404, 'NOT_FOUND', 'There is no picture of that content.');
    response
      .set({
        'content-type': SAFE_TYPES.has(image.mimeType) ? image.mimeType : 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        etag: `"${sha256}"`,
      })
      .send(Buffer.from(image.bytes));
  });
  return router;
}

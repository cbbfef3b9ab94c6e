import { schemaText } from '@etcetera/graphql-schema';
import { Router } from 'express';
import { fileURLToPath } from 'node:url';

const assets = fileURLToPath(new URL('../../assets', import.meta.url));

/** The explorer for development: a page at GET /graphql to write an operation, run it, and read the schema. It loads nothing from elsewhere. */
export function explorerRoutes(): Router {
  const router = Router();
  router.get('/graphql', (request, response, next) => {
    // Programs that ask by GET want an answer, not a page.
    if (request.query['query'] !== undefined || request.accepts(['json', 'html']) !== 'html') next();
    else response.sendFile('explorer.html', { root: assets, headers: { 'cache-control': 'no-cache' } });
  });
  for (const file of ['explorer.js', 'explorer.css']) {
    router.get(`/explorer/${file}`, (_request, response) => {
      response.sendFile(file, { root: assets, headers: { 'cache-control': 'no-cache' } });
    });
  }
  router.get('/explorer/schema.graphql', (_request, response) => {
    response.type('text/plain').set('cache-control', 'no-cache').send(schemaText());
  });
  return router;
}

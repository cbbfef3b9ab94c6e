import express, { Router } from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const YEAR = 'public, max-age=31536000, immutable';

/** The admin's files. Built assets have their content in their names and are kept for a year; every other path is a page of the admin. */
export function adminRoutes(folder: string): Router {
  const router = Router();
  const page = join(folder, 'index.html');
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, file) => {
        response.setHeader('cache-control', file.startsWith(join(folder, 'assets')) ? YEAR : 'no-cache');
      },
    }),
  );
  router.get('/{*path}', (request, response, next) => {
    const wantsPage = request.accepts('html') && !/^\/(assets|images|graphql)(\/|$)|\.\w+$/.test(request.path);
    if (!wantsPage) next();
    else if (existsSync(page)) response.sendFile(page, { headers: { 'cache-control': 'no-cache' }, dotfiles: 'allow' });
    else
      response
        .status(404)
        .type('text')
        .send('The admin has not been built yet. Run "npm run build", then reload this page. The API is at /graphql.');
  });
  return router;
}

import { Router } from 'express';
import type { Logger } from 'pino';
import type { ReadinessReport } from '../server-options.js';

/** `/healthz`: the process answers. `/readyz`: what it needs is there too; 503 while it is not. */
export function healthRoutes(readiness: () => Promise<ReadinessReport>, logger: Logger): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const report = await readiness().catch((error: unknown): ReadinessReport => {
      logger.error({ err: error }, 'The readiness check failed.');
      return { ready: false, parts: { check: 'failed; the log says why' } };
    });
    response
      .status(report.ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: report.ready ? 'ready' : 'not ready', ...(report.parts ? { parts: report.parts } : {}) });
  });
  return router;
}

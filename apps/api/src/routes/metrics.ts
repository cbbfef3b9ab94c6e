import type { Services } from '@etcetera/graphql-schema';
import { Router } from 'express';
import { requirePermission } from '../access/require-permission.js';
import type { Metrics } from '../metrics/metrics.js';
import { setProcessFigures } from '../metrics/process-figures.js';
import type { Auth } from '../server-options.js';

const STATUSES = ['QUEUED', 'SAMPLING', 'RANKING', 'COMPLETED', 'FAILED', 'CANCELLED', 'PAUSED'] as const;

/** `/metrics`: figures of the process, of requests, and runs by state. A server that wants keys wants one with `read` here too. */
export function metricsRoutes(metrics: Metrics, services: Services, auth: Auth): Router {
  const router = Router();
  router.get('/metrics', requirePermission(auth, 'read'), async (_request, response) => {
    setProcessFigures(metrics);
    const counts = await services.database.prisma.expansion.groupBy({ by: ['status'], _count: { _all: true } });
    const byStatus = new Map(counts.map((row) => [row.status, row._count._all]));
    for (const status of STATUSES) metrics.set('etcetera_expansions', 'Stored runs by state.', byStatus.get(status) ?? 0, { status });
    response.set({ 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }).send(metrics.text());
  });
  return router;
}

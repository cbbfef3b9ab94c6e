import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseEvaluationsSearch } from '../features/evaluations/evaluations-search.js';
import { parseExpandSearch } from '../features/expand/expand-search.js';
import { parseRunSearch, parseRunsSearch } from '../features/runs/runs-search.js';
import { parseSetSearch } from '../features/sets/set-search.js';
import { NotFoundPage, PagePending, RouteError } from './route-states.js';
import { parseSearch, stringifySearch } from './search-codec.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const expand = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: parseExpandSearch,
  component: lazyRouteComponent(() => import('../features/expand/expand-page.js'), 'ExpandPage'),
});
const sets = createRoute({
  getParentRoute: () => root,
  path: '/sets',
  component: lazyRouteComponent(() => import('../features/sets/sets-page.js'), 'SetsPage'),
});
const set = createRoute({
  getParentRoute: () => root,
  path: '/sets/$id',
  validateSearch: parseSetSearch,
  component: lazyRouteComponent(() => import('../features/sets/set-page.js'), 'SetPage'),
});
const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: parseRunsSearch,
  component: lazyRouteComponent(() => import('../features/runs/runs-page.js'), 'RunsPage'),
});
const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$id',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('../features/runs/run-page.js'), 'RunPage'),
});
const evaluations = createRoute({
  getParentRoute: () => root,
  path: '/evaluations',
  validateSearch: parseEvaluationsSearch,
  component: lazyRouteComponent(() => import('../features/evaluations/evaluations-page.js'), 'EvaluationsPage'),
});
const evaluation = createRoute({
  getParentRoute: () => root,
  path: '/evaluations/$id',
  component: lazyRouteComponent(() => import('../features/evaluations/evaluation-page.js'), 'EvaluationPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([expand, sets, set, runs, run, evaluations, evaluation]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

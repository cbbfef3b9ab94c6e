import type { ExpansionFilter, ExpansionMethod, ExpansionStatus } from '@etcetera/graphql-client';
import { compact, read } from '../../app/search-codec.js';
import { METHODS } from '../expand/expand-search.js';

export const STATUSES = [
  'QUEUED',
  'SAMPLING',
  'RANKING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'PAUSED',
] as const satisfies readonly ExpansionStatus[];
export const RUN_TABS = ['result', 'plan', 'judgements', 'calls', 'config'] as const;
export type RunTab = (typeof RUN_TABS)[number];

export interface RunsSearch {
  status?: ExpansionStatus[];
  method?: ExpansionMethod[];
  text?: string;
}

export function parseRunsSearch(raw: Record<string, unknown>): RunsSearch {
  return compact({
    status: read.someOf(raw['status'], STATUSES),
    method: read.someOf(raw['method'], METHODS),
    text: read.text(raw['text']),
  });
}

/** null without any condition, so that the whole list has one place in the cache. */
export function toFilter(search: RunsSearch): ExpansionFilter | null {
  return Object.keys(search).length ? { ...search } : null;
}

export interface RunSearch {
  tab?: RunTab;
  /** Hash of the model call to open. */
  call?: string;
}

export function parseRunSearch(raw: Record<string, unknown>): RunSearch {
  return compact({ tab: read.oneOf(raw['tab'], RUN_TABS), call: read.text(raw['call']) });
}

import type { ExpansionMethod } from '@etcetera/graphql-client';
import { compact, read } from '../../app/search-codec.js';
import { METHODS } from '../expand/expand-search.js';

export interface EvaluationsSearch {
  benchmark?: string;
  method?: ExpansionMethod;
  /** The metric that the chart shows. */
  metric?: string;
}

export function parseEvaluationsSearch(raw: Record<string, unknown>): EvaluationsSearch {
  return compact({ benchmark: read.text(raw['benchmark']), method: read.oneOf(raw['method'], METHODS), metric: read.text(raw['metric']) });
}

import type { Capabilities, EvaluationService, EvaluationStore, ExpansionService, ExpansionStore, Ledger } from '@etcetera/expansion';
import type { Actor, KnowledgeStore } from '@etcetera/knowledge';
import type { Database } from '@etcetera/store';

/** What a caller may do. `admin` includes all others. */
export const PERMISSIONS = ['read', 'expand', 'curate', 'evaluate', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The use cases that resolvers call; composed by the runtime. */
export interface Services {
  readonly database: Database;
  readonly knowledge: KnowledgeStore;
  readonly expansions: ExpansionService;
  readonly expansionStore: ExpansionStore;
  readonly ledger: Ledger;
  readonly evaluations: EvaluationService;
  readonly evaluationStore: EvaluationStore;
  readonly status: { readonly version: string; readonly mode: 'embedded' | 'server'; readonly capabilities: Capabilities };
}

/** Per request. */
export interface GraphQLContext {
  readonly services: Services;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  readonly signal?: AbortSignal;
}

import type {
  EntityTexts,
  EvaluationStore,
  ExpansionStore,
  Ledger,
  NeighbourSource,
  PriorStore,
  TextSource,
  VocabularySource,
} from '@etcetera/expansion';
import type { KnowledgeStore } from '@etcetera/knowledge';
import type { Database } from '../database/index.js';
import { createApiKeys, type ApiKeys } from './access/api-keys.js';
import { createAuditLog, type AuditLog } from './audit/audit-log.js';
import { createEvaluationStore } from './evaluation/prisma-evaluation-store.js';
import { createEntityTexts } from './expansion/entity-texts.js';
import { createNeighbourSource } from './expansion/pgvector-neighbours.js';
import { createTextSource } from './expansion/postgres-text-source.js';
import { createPriorStore } from './expansion/prior-store.js';
import { createExpansionStore } from './expansion/prisma-expansion-store.js';
import { createLedger } from './expansion/prisma-ledger.js';
import { createVocabularySource } from './expansion/vocabulary-source.js';
import { createKnowledgeStore } from './knowledge/prisma-knowledge-store.js';

/** Everything that use cases ask of the database. */
export interface Repositories {
  readonly knowledge: KnowledgeStore;
  readonly expansions: ExpansionStore;
  readonly ledger: Ledger;
  readonly vocabulary: VocabularySource;
  readonly neighbours: NeighbourSource;
  readonly text: TextSource;
  readonly entityTexts: EntityTexts;
  readonly priors: PriorStore;
  readonly evaluations: EvaluationStore;
  readonly audit: AuditLog;
  readonly keys: ApiKeys;
}

/** The repositories of an open database. They hold no connection of their own: closing the database ends them. */
export function createRepositories({ prisma }: Pick<Database, 'prisma'>): Repositories {
  return {
    knowledge: createKnowledgeStore(prisma),
    expansions: createExpansionStore(prisma),
    ledger: createLedger(prisma),
    vocabulary: createVocabularySource(prisma),
    neighbours: createNeighbourSource(prisma),
    text: createTextSource(prisma),
    entityTexts: createEntityTexts(prisma),
    priors: createPriorStore(prisma),
    evaluations: createEvaluationStore(prisma),
    audit: createAuditLog(prisma),
    keys: createApiKeys(prisma),
  };
}

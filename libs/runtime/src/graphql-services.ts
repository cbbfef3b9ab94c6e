import type { Services } from '@etcetera/graphql-schema';
import type { Runtime } from './open-runtime.js';

/** The use cases as resolvers call them. */
export function graphqlServices(runtime: Runtime): Services {
  const { database, repositories, engine } = runtime;
  return {
    database,
    knowledge: repositories.knowledge,
    expansions: runtime.expansions,
    expansionStore: repositories.expansions,
    ledger: repositories.ledger,
    evaluations: runtime.evaluations,
    evaluationStore: repositories.evaluations,
    status: { version: runtime.version, mode: database.mode, capabilities: engine.capabilities },
  };
}

import type { GraphQLSchema } from 'graphql';
import './audit/audit-queries.js';
import { builder } from './builder.js';
import './entity/entity-queries.js';
import './entity/knowledge-base-queries.js';
import './entity/search-entities.js';
import './errors/error-types.js';
import './evaluation/evaluate.js';
import './evaluation/evaluation-queries.js';
import './expansion/cancel-expansion.js';
import './expansion/estimate-expansion.js';
import './expansion/expand.js';
import './expansion/expansion-progress.js';
import './expansion/expansion-queries.js';
import './expansion/replay-expansion.js';
import './scalars.js';
import './server/server-status.js';
import './set/review-members.js';
import './set/save-set.js';
import './set/set-queries.js';

let schema: GraphQLSchema | undefined;

/** The executable schema. Everything it needs of a request comes in the context, so one serves all. */
export function buildSchema(): GraphQLSchema {
  schema ??= builder.toSchema();
  return schema;
}

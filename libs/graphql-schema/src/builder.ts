import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin, { type PrismaModelTypes, type PrismaNodeRef } from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { GraphQLContext, Permission } from './context.js';
import { refusal } from './errors/refusal.js';
import { getDatamodel } from './generated/pothos-types.js';
import type PrismaTypes from './generated/pothos-types.js';
import { complexityError, FIELD_COST, MAX_COMPLEXITY, MAX_DEPTH } from './limits/complexity.js';

/** What resolvers may assume about types; nothing is nullable unless it says so. */
export interface SchemaTypes {
  Context: GraphQLContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  AuthScopes: { permission: Permission };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** The one schema builder; every file of an area registers its type or field group on it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, ComplexityPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: (context) => context.services.database.prisma, dmmf: getDatamodel(), exposeDescriptions: false },
  errors: { defaultTypes: [], directResult: true },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: (context) => ({ permission: (needed) => context.permissions.has(needed) || context.permissions.has('admin') }),
    unauthorizedError: (_parent, context, info) => refusal(context, info),
  },
  complexity: {
    defaultComplexity: FIELD_COST,
    defaultListMultiplier: 10,
    limit: { depth: MAX_DEPTH, complexity: MAX_COMPLEXITY },
    complexityError,
  },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodeFieldOptions: { nullable: false },
    edgesFieldOptions: { nullable: { list: false, items: false }, complexity: { field: 0, multiplier: 1 } },
    nodeQueryOptions: { authScopes: { permission: 'read' } },
    nodesQueryOptions: false,
  },
});

/** The builder's types with everything that plugins and defaults add. */
export type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

/** A node type on a table; `Row` is what every reading of it loads. Written out so that declarations do not name the client's inner types. */
export type NodeRef<Name extends keyof PrismaTypes, Row = PrismaTypes[Name]['Shape']> = PrismaNodeRef<
  BuilderTypes,
  PrismaModelTypes & PrismaTypes[Name],
  Row
>;

builder.queryType({});
builder.mutationType({});
builder.subscriptionType({});

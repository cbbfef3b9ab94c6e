import type { GraphQLField, GraphQLSchema } from 'graphql';
import { PERMISSIONS, type Permission } from '../context.js';

/** The permission that a field declares in its `authScopes`. */
export function declaredPermission(field: GraphQLField<unknown, unknown> | undefined): Permission | undefined {
  const options = field?.extensions['pothosOptions'] as { authScopes?: { permission?: Permission } } | undefined;
  const permission = options?.authScopes?.permission;
  return permission && PERMISSIONS.includes(permission) ? permission : undefined;
}

/** Every query, mutation and subscription field with the permission it declares; undefined where it declares none. */
export function rootPermissions(schema: GraphQLSchema): ReadonlyMap<string, Permission | undefined> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return new Map(
    roots.flatMap((type) =>
      Object.values(type?.getFields() ?? {}).map((field) => [`${type?.name}.${field.name}`, declaredPermission(field)] as const),
    ),
  );
}

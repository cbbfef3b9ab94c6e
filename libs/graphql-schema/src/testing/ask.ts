import { graphql, type ExecutionResult } from 'graphql';
import { buildSchema } from '../build-schema.js';
import type { GraphQLContext, Permission, Services } from '../context.js';

/** Any result, for tests that look at a few members of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;

/** For tests: runs an operation as somebody with these permissions. */
export async function ask(
  services: Services,
  source: string,
  variableValues: Record<string, unknown> = {},
  permissions: readonly Permission[] = ['admin'],
): Promise<ExecutionResult<Record<string, Loose>>> {
  const contextValue: GraphQLContext = { services, actor: { name: 'tester', requestId: 'r1' }, permissions: new Set(permissions) };
  return (await graphql({ schema: buildSchema(), source, variableValues, contextValue })) as ExecutionResult<Record<string, Loose>>;
}

/** For tests: the data of an operation that must go well. */
export async function data(services: Services, source: string, variables?: Record<string, unknown>): Promise<Record<string, Loose>> {
  const { data: result, errors } = await ask(services, source, variables);
  if (errors) throw new Error(errors.map((error) => `${error.message} ${error.originalError?.stack ?? ''}`).join('\n'));
  return result ?? {};
}

import { GraphQLError } from 'graphql';

/** Deepest nesting of fields in an operation. */
export const MAX_DEPTH = 12;

/** Largest number of fields an operation may have resolved, counted on what it asks for (lists at their usual length). */
export const MAX_COMPLEXITY = 25_000;

/** Cost of one field. */
export const FIELD_COST = 1;

/** Words the refusal of an operation that asks for too much, with both figures and the remedy. */
export function complexityError(
  kind: string,
  result: { depth: number; breadth: number; complexity: number; maxDepth?: number; maxComplexity?: number },
): GraphQLError {
  const deep = kind === 'Depth';
  const [actual, limit] = deep ? [result.depth, result.maxDepth] : [result.complexity, result.maxComplexity];
  const message = deep
    ? `This operation is ${actual} fields deep; at most ${limit} are allowed. Ask for the inner part by its id in an operation of its own.`
    : `This operation asks for about ${actual} fields; at most ${limit} are allowed. Ask for a smaller page or fewer nested lists.`;
  return new GraphQLError(message, { extensions: { code: deep ? 'QUERY_TOO_DEEP' : 'QUERY_TOO_COMPLEX', limit, actual } });
}

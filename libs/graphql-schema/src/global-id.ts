import { decodeGlobalID, encodeGlobalID } from '@pothos/plugin-relay';
import { badUserInput } from './errors/bad-user-input.js';

/** Types that have a global id. */
export type NodeType = 'AuditEvent' | 'Benchmark' | 'Entity' | 'EntitySet' | 'Evaluation' | 'Expansion' | 'KnowledgeBase';

/**
 * The raw id in a global id of that type; a value that is no global id is taken as a raw id (what command line and exports show).
 * @throws GraphQLError BAD_USER_INPUT when it is the global id of another type.
 */
export function rawId(value: string, type: NodeType, field: string): string {
  const decoded = tryDecode(value);
  if (!decoded) return value;
  if (decoded.typename !== type)
    throw badUserInput(`${field}: this is the id of a ${decoded.typename}; the id of a ${type} is needed.`, { field, value });
  return decoded.id;
}

/** As `rawId`, for places that also take names: only an entity's global id is decoded, anything else stays as written. */
export function nameOrRawId(value: string): string {
  const decoded = tryDecode(value);
  return decoded?.typename === 'Entity' ? decoded.id : value;
}

function tryDecode(value: string): { typename: string; id: string } | undefined {
  try {
    const decoded = decodeGlobalID(value);
    return encodeGlobalID(decoded.typename, decoded.id) === value ? decoded : undefined;
  } catch {
    return undefined;
  }
}

import { InvalidInputError, UnknownEntityIdError } from '../errors.js';
import type { MemberDecision, MemberStatus } from '../model.js';
import type { KnowledgeStore } from '../ports/knowledge-store.js';

/** Most members of a set. */
export const MAX_MEMBERS = 10_000;

export const MEMBER_STATUSES: readonly MemberStatus[] = ['SEED', 'NEGATIVE_SEED', 'SUGGESTED', 'ACCEPTED', 'REJECTED'];

/**
 * Checks decisions about members: known statuses, each entity once, all of them entities of the base.
 * @param field how errors call the list, e.g. "members"
 * @throws InvalidInputError, UnknownEntityIdError
 */
export async function checkMembers(
  store: Pick<KnowledgeStore, 'entitiesById'>,
  baseId: string,
  members: readonly MemberDecision[],
  field: string,
): Promise<void> {
  if (members.length > MAX_MEMBERS) throw new InvalidInputError(field, String(members.length), `a set has at most ${MAX_MEMBERS} members`);
  const places = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    const place = `${field}[${index}]`;
    checkDecision(member, place);
    const earlier = places.get(member.entityId);
    if (earlier !== undefined)
      throw new InvalidInputError(`${place}.entityId`, member.entityId, `the entity is ${field}[${earlier}] already; decide once about it`);
    places.set(member.entityId, index);
  }
  const ids = [...places.keys()];
  const found = new Set((ids.length > 0 ? await store.entitiesById(baseId, ids) : []).map((entity) => entity.id));
  const unknown = ids.filter((id) => !found.has(id));
  if (unknown.length > 0) throw new UnknownEntityIdError(field, unknown);
}

function checkDecision({ status, rank, score }: MemberDecision, place: string): void {
  if (!MEMBER_STATUSES.includes(status))
    throw new InvalidInputError(`${place}.status`, String(status), `one of ${MEMBER_STATUSES.join(', ')}`);
  if (rank !== undefined && !(Number.isInteger(rank) && rank >= 1))
    throw new InvalidInputError(`${place}.rank`, String(rank), 'a whole number from 1 on');
  if (score !== undefined && !Number.isFinite(score)) throw new InvalidInputError(`${place}.score`, String(score), 'a finite number');
}

/** @throws InvalidInputError for a version that no set can have */
export function checkExpectedVersion(version: number | undefined): void {
  if (version !== undefined && !(Number.isInteger(version) && version >= 1)) {
    throw new InvalidInputError('expectedVersion', String(version), 'the version that was loaded, a whole number from 1 on');
  }
}

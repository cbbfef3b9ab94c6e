import { InvalidInputError } from '../errors.js';
import type { EntitySetRow, MemberDecision } from '../model.js';
import type { Actor, KnowledgeStore } from '../ports/knowledge-store.js';
import { checkExpectedVersion, checkMembers } from './check-members.js';

export interface ReviewMembersInput {
  readonly setId: string;
  readonly decisions: readonly MemberDecision[];
  /** The version that was loaded; nothing is changed when somebody changed the set since. */
  readonly expectedVersion?: number;
}

/**
 * Writes decisions about members of a set: accepted, rejected, or back to suggested.
 * @throws InvalidInputError for an unknown set, no decision or two about one entity; UnknownEntityIdError; StaleVersionError
 */
export async function reviewMembers(
  store: Pick<KnowledgeStore, 'setById' | 'entitiesById' | 'reviewMembers'>,
  { setId, decisions, expectedVersion }: ReviewMembersInput,
  actor: Actor,
): Promise<EntitySetRow> {
  if (decisions.length === 0) throw new InvalidInputError('decisions', 'none', 'give at least one decision');
  checkExpectedVersion(expectedVersion);
  const set = await store.setById(setId);
  if (!set) throw new InvalidInputError('setId', setId, 'there is no set of this id; it may have been deleted');
  await checkMembers(store, set.baseId, decisions, 'decisions');
  return store.reviewMembers(setId, decisions, expectedVersion, actor);
}

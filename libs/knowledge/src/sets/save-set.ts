import { InvalidInputError } from '../errors.js';
import type { EntitySetRow, MemberDecision } from '../model.js';
import type { Actor, KnowledgeStore } from '../ports/knowledge-store.js';
import { MAX_TEXT_CHARACTERS } from '../import/validate-row.js';
import { countCharacters } from '../text/clip-text.js';
import { findForbiddenCharacter } from '../text/forbidden-character.js';
import { nameProblem } from '../text/name-problem.js';
import { checkExpectedVersion, checkMembers } from './check-members.js';

export interface SaveSetInput {
  readonly baseId: string;
  readonly name: string;
  readonly description?: string;
  readonly members: readonly MemberDecision[];
  /** The version that was loaded; the set is not saved when somebody changed it since. */
  readonly expectedVersion?: number;
}

/**
 * Creates or replaces the named set of a base. The name follows the rules of entity names: one line, at most 300 characters; trimmed, NFC.
 * @throws InvalidInputError, UnknownEntityIdError, StaleVersionError
 */
export async function saveSet(
  store: Pick<KnowledgeStore, 'entitiesById' | 'saveSet'>,
  input: SaveSetInput,
  actor: Actor,
): Promise<EntitySetRow> {
  const problem = nameProblem(input.name);
  if (problem) throw new InvalidInputError('name', JSON.stringify(input.name), `the name of the set ${problem}`);
  const description = checkDescription(input.description);
  checkExpectedVersion(input.expectedVersion);
  await checkMembers(store, input.baseId, input.members, 'members');
  return store.saveSet(
    {
      baseId: input.baseId,
      name: input.name.trim().normalize('NFC'),
      members: input.members,
      ...(description !== '' && { description }),
      ...(input.expectedVersion !== undefined && { expectedVersion: input.expectedVersion }),
    },
    actor,
  );
}

function checkDescription(given: string | undefined): string {
  const description = (given ?? '').trim().normalize('NFC');
  const forbidden = findForbiddenCharacter(description, 'text');
  if (forbidden)
    throw new InvalidInputError('description', description, `it has ${forbidden.label} at character ${forbidden.position}; remove it`);
  if (countCharacters(description) > MAX_TEXT_CHARACTERS)
    throw new InvalidInputError('description', description, `at most ${MAX_TEXT_CHARACTERS} characters`);
  return description;
}

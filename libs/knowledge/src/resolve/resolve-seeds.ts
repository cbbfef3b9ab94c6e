import type { KnowledgeStore } from '../ports/knowledge-store.js';
import { resolveEntities } from './resolve-entities.js';
import { checkSeedCounts, validateSeeds } from './validate-seeds.js';
import type { ValidatedSeeds } from './validate-seeds.js';

/**
 * From what a person typed to the checked seeds of an expansion.
 * @throws what `checkSeedCounts`, `resolveEntities` and `validateSeeds` throw, with fields "seeds[…]" and "negativeSeeds[…]"
 */
export async function resolveSeeds(
  store: Pick<KnowledgeStore, 'entitiesById' | 'entitiesByExactName' | 'searchEntities'>,
  baseId: string,
  references: { readonly seeds: readonly string[]; readonly negativeSeeds?: readonly string[] },
): Promise<ValidatedSeeds> {
  const { seeds, negativeSeeds = [] } = references;
  checkSeedCounts(seeds.length, negativeSeeds.length);
  const positive = await resolveEntities(store, baseId, seeds, 'seeds');
  const negative = await resolveEntities(store, baseId, negativeSeeds, 'negativeSeeds');
  return validateSeeds(positive, negative);
}

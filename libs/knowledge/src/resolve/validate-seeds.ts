import { InvalidInputError } from '../errors.js';
import type { EntityRow } from '../model.js';
import type { Warning } from './warning.js';

/** Most seeds, and most negative seeds, of one expansion. */
export const MAX_SEEDS = 50;

export interface ValidatedSeeds {
  readonly seeds: readonly EntityRow[];
  readonly negativeSeeds: readonly EntityRow[];
  readonly warnings: readonly Warning[];
}

/**
 * Checks how many seeds there are; cheap, so that it can be done before names are looked up.
 * @throws InvalidInputError for no seed, or more than 50 seeds or negative seeds
 */
export function checkSeedCounts(seedCount: number, negativeSeedCount: number): void {
  if (seedCount === 0)
    throw new InvalidInputError(
      'seeds',
      '0 seeds',
      'give at least one seed, better three: names or ids of entities that belong to the set',
    );
  for (const [field, count] of [
    ['seeds', seedCount],
    ['negativeSeeds', negativeSeedCount],
  ] as const) {
    if (count > MAX_SEEDS)
      throw new InvalidInputError(field, String(count), `give at most ${MAX_SEEDS}; the most typical members say enough about a set`);
  }
}

/**
 * Checks the seeds of an expansion. The same entity twice counts once and is warned about, and so is a single seed, from which a set can be read
 * in many ways.
 * @throws InvalidInputError for no seed, too many, or an entity that is a seed and a negative seed
 */
export function validateSeeds(seeds: readonly EntityRow[], negativeSeeds: readonly EntityRow[]): ValidatedSeeds {
  checkSeedCounts(seeds.length, negativeSeeds.length);
  const seedPlaces = new Map<string, number>();
  for (const [index, { id }] of seeds.entries()) if (!seedPlaces.has(id)) seedPlaces.set(id, index);
  for (const [index, { id, name }] of negativeSeeds.entries()) {
    const place = seedPlaces.get(id);
    if (place !== undefined) {
      throw new InvalidInputError(
        `negativeSeeds[${index}]`,
        name,
        `the same entity is seeds[${place}]; it can be a seed or a negative seed, not both`,
      );
    }
  }
  const warnings: Warning[] = [];
  const unique = (field: string, code: Warning['code'], entities: readonly EntityRow[]): EntityRow[] => {
    const first = new Map<string, number>();
    return entities.filter(({ id, name }, index) => {
      const place = first.get(id);
      if (place !== undefined)
        warnings.push({ code, message: `${field}[${index}]: "${name}" is ${field}[${place}] already and counts once.` });
      else first.set(id, index);
      return place === undefined;
    });
  };
  const uniqueSeeds = unique('seeds', 'DUPLICATE_SEED', seeds);
  const uniqueNegatives = unique('negativeSeeds', 'DUPLICATE_NEGATIVE_SEED', negativeSeeds);
  if (uniqueSeeds.length === 1) {
    warnings.push({
      code: 'SINGLE_SEED',
      message: `"${uniqueSeeds[0]?.name ?? ''}" is the only seed; two or three more say far better which set is meant.`,
    });
  }
  return { seeds: uniqueSeeds, negativeSeeds: uniqueNegatives, warnings };
}

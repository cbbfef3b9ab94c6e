import { InvalidInputError } from '../errors.js';
import { sha256 } from '../text/sha256.js';

export interface ClassMember {
  readonly id: string;
  readonly className: string;
}

export interface ClassBenchmarkOptions {
  /** Smallest class that becomes a query; default 8. */
  readonly minimumMembers?: number;
  /** Seeds of a query; default 3. */
  readonly seedsPerQuery?: number;
  /** Queries of a class; default 5. */
  readonly queriesPerClass?: number;
  /** Another text gives another draw of seeds; default "etcetera". */
  readonly seed?: string;
}

export interface ClassQuery {
  readonly className: string;
  /** 0-based within the class. */
  readonly queryIndex: number;
  readonly seedIds: readonly string[];
  /** The other members of the class, by id. */
  readonly goldIds: readonly string[];
}

/** With so many tries a class of eight gives five different draws of three. */
const TRIES = 100;

/**
 * Queries from gold classes: some members of a class as seeds, the others as gold. Seeds are the members that come first when ordered by
 * sha256(seed, class, query, try, entity id); so a draw depends on its own class alone, and a class that grows keeps its seeds unless a new
 * member comes before them. No two queries of a class have the same seeds, as long as the class has enough of them.
 * Queries are ordered by class, then index.
 * @throws InvalidInputError for options that leave no gold
 */
export function classBenchmark(members: readonly ClassMember[], options: ClassBenchmarkOptions = {}): readonly ClassQuery[] {
  const { minimumMembers = 8, seedsPerQuery = 3, queriesPerClass = 5, seed = 'etcetera' } = options;
  for (const [field, value] of Object.entries({ minimumMembers, seedsPerQuery, queriesPerClass })) {
    if (!Number.isInteger(value) || value < 1) throw new InvalidInputError(field, String(value), 'a whole number from 1 on');
  }
  if (minimumMembers <= seedsPerQuery)
    throw new InvalidInputError(
      'minimumMembers',
      String(minimumMembers),
      `more than the ${seedsPerQuery} seeds of a query, or no gold is left`,
    );
  const classes = new Map<string, Set<string>>();
  for (const { className, id } of members) classes.set(className, (classes.get(className) ?? new Set()).add(id));
  return [...classes]
    .map(([className, ids]) => ({ className, ids: [...ids].sort() }))
    .filter(({ ids }) => ids.length >= minimumMembers)
    .sort((a, b) => (a.className < b.className ? -1 : 1))
    .flatMap(({ className, ids }) => classQueries(className, ids, seedsPerQuery, queriesPerClass, seed));
}

function classQueries(className: string, ids: readonly string[], seedsPerQuery: number, queries: number, seed: string): ClassQuery[] {
  const drawn = new Set<string>();
  return Array.from({ length: queries }, (_, queryIndex) => {
    let seedIds: string[] = [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      seedIds = draw(ids, seedsPerQuery, [seed, className, queryIndex, attempt]);
      if (!drawn.has([...seedIds].sort().join())) break;
    }
    drawn.add([...seedIds].sort().join());
    return { className, queryIndex, seedIds, goldIds: ids.filter((id) => !seedIds.includes(id)) };
  });
}

function draw(ids: readonly string[], count: number, key: readonly (string | number)[]): string[] {
  return ids
    .map((id) => ({ id, order: sha256(JSON.stringify([...key, id])) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}

import DataLoader from 'dataloader';
import type { GraphQLContext } from '../context.js';

const cells = new WeakMap<GraphQLContext, Map<object, unknown>>();

/**
 * A data loader that lives as long as a request: all keys asked for in one tick are loaded by one call of `load`.
 * Keys that `load` leaves out of its map get `missing`.
 */
export function contextLoader<K, V>(
  load: (keys: readonly K[], context: GraphQLContext) => Promise<ReadonlyMap<K, V>>,
  missing: (key: K) => V | Error,
): (context: GraphQLContext) => DataLoader<K, V> {
  const create = (context: GraphQLContext): DataLoader<K, V> =>
    new DataLoader<K, V>(
      async (keys) => {
        const found = await load(keys, context);
        return keys.map((key) => (found.has(key) ? (found.get(key) as V) : missing(key)));
      },
      { maxBatchSize: 1000 },
    );
  return (context) => {
    let cell = cells.get(context);
    if (!cell) cells.set(context, (cell = new Map<object, unknown>()));
    let loader = cell.get(create) as DataLoader<K, V> | undefined;
    if (!loader) cell.set(create, (loader = create(context)));
    return loader;
  };
}

/** Forgets what was loaded: a subscription keeps its context over many events and must not answer from the first one. */
export function forgetLoaded(context: GraphQLContext): void {
  cells.delete(context);
}

/** Rows by key, as a loader wants them. */
export function byKey<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T> {
  return new Map(rows.map((row) => [key(row), row]));
}

/** Lists of rows by key, in the order of the rows; every key of `keys` has a list. */
export function listsByKey<T, K>(keys: readonly K[], rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const lists = new Map<K, T[]>(keys.map((k) => [k, []]));
  for (const row of rows) lists.get(key(row))?.push(row);
  return lists;
}

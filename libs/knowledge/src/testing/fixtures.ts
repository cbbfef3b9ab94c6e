import { importEntities } from '../import/import-entities.js';
import type { ImportEntitiesOptions, ImportResult } from '../import/import-entities.js';
import type { SourceRow } from '../import/entity-row.js';
import { readJsonl } from '../import/jsonl-format.js';
import { MemoryKnowledgeStore } from './memory-knowledge-store.js';

export const actor = { name: 'tester' };

/** The bytes of a text in chunks, so that lines and characters get torn. */
export function bytesOf(text: string, chunk = 7): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) => bytes.subarray(index * chunk, (index + 1) * chunk));
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

export async function* streamOf<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

/** Imports rows as source "test" into the base "zoo" of a store. */
export function importRows(
  store: MemoryKnowledgeStore,
  rows: AsyncIterable<SourceRow>,
  options: ImportEntitiesOptions = {},
): Promise<ImportResult> {
  return importEntities(store, { baseSlug: 'zoo', newBase: { name: 'Zoo' }, source: 'test', actor, rows }, options);
}

/** A store whose base "zoo" holds these entities. */
export async function zooOf(
  ...entities: readonly object[]
): Promise<{ store: MemoryKnowledgeStore; baseId: string; idOf: (name: string) => string }> {
  const store = new MemoryKnowledgeStore();
  const text = entities.map((entity) => JSON.stringify(entity)).join('\n');
  const { base, firstRejections } = await importRows(store, readJsonl(bytesOf(text)));
  if (firstRejections[0]) throw new Error(firstRejections[0].reason);
  const idOf = (name: string): string => {
    const found = [...store.stored.values()].find(({ imported }) => imported.name === name);
    if (!found) throw new Error(`The fixture has no ${name}.`);
    return found.imported.id;
  };
  return { store, baseId: base.id, idOf };
}

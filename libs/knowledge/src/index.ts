export * from './model.js';
export * from './errors.js';
export type * from './ports/embedder.js';
export type * from './ports/knowledge-store.js';
export type * from './import/imported-entity.js';

export { normalizeName } from './text/normalize-name.js';
export { MAX_NAME_CHARACTERS } from './text/name-problem.js';

export type { ByteSource, RawEntityRow, RawImage, SourceRow, UnreadableRow } from './import/entity-row.js';
export { detectFormat, type ImportFormat } from './import/detect-format.js';
export { readCsv } from './import/csv-format.js';
export type { Delimiter } from './import/csv-records.js';
export { readJsonl } from './import/jsonl-format.js';
export { readOpenMoji } from './import/openmoji-format.js';
export { openImportFile, readRows, type ImportFile } from './import/open-import-file.js';
export { entityId } from './import/entity-id.js';
export { contentHash } from './import/content-hash.js';
export { validateRow, type ValidatedRow } from './import/validate-row.js';
export type { ImportProgress } from './import/import-tally.js';
export {
  IMPORT_BATCH_ROWS,
  importEntities,
  type ImportEntitiesInput,
  type ImportEntitiesOptions,
  type ImportResult,
} from './import/import-entities.js';

export { EMBEDDING_TEMPLATES, entityText, type EmbeddingTemplate } from './embed/entity-text.js';
export { EMBED_BATCH_TEXTS, embedBase, type EmbedBaseOptions, type EmbedProgress, type EmbedResult } from './embed/embed-base.js';
export { EmbedderOutputError } from './embed/embedder-output-error.js';

export { resolveEntities } from './resolve/resolve-entities.js';
export { resolveSeeds } from './resolve/resolve-seeds.js';
export { MAX_SEEDS, checkSeedCounts, validateSeeds, type ValidatedSeeds } from './resolve/validate-seeds.js';
export type { Warning } from './resolve/warning.js';

export { DEFAULT_SEARCH_LIMIT, MAX_SEARCH_LIMIT, searchEntities } from './search/search-entities.js';

export { MAX_MEMBERS, MEMBER_STATUSES } from './sets/check-members.js';
export { saveSet, type SaveSetInput } from './sets/save-set.js';
export { reviewMembers, type ReviewMembersInput } from './sets/review-members.js';

export { classBenchmark, type ClassBenchmarkOptions, type ClassMember, type ClassQuery } from './benchmark/class-benchmark.js';
export { classMembers } from './benchmark/class-members.js';

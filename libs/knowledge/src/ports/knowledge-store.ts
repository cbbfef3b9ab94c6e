import type { ImportedEntity } from '../import/imported-entity.js';
import type {
  EmbeddingSpaceRow,
  EntityHit,
  EntityRow,
  EntitySetRow,
  ImportRow,
  KnowledgeBaseRow,
  MemberDecision,
  Page,
  PageRequest,
  Rejection,
} from '../model.js';

/** Who asks; written into audit events. */
export interface Actor {
  readonly name: string;
  readonly requestId?: string;
}

/** What a batch of rows changed. */
export interface BatchOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Storage of bases and entities, as the use cases of this library need it. Every query is scoped by base inside SQL. */
export interface KnowledgeStore {
  listBases(): Promise<readonly KnowledgeBaseRow[]>;
  /** @throws UnknownBaseError */
  baseBySlug(slug: string): Promise<KnowledgeBaseRow>;
  /** Creates the base or returns the one of that slug. Writes an audit event when it creates. */
  ensureBase(base: { slug: string; name: string; description?: string; licence?: string }, actor: Actor): Promise<KnowledgeBaseRow>;

  startImport(input: { baseId: string; source: string; fileName?: string; fileSha256?: string }, actor: Actor): Promise<ImportRow>;
  /** Writes rows, rejections and counts in one transaction; rows whose content hash is unchanged are left alone. */
  writeImportBatch(
    importId: string,
    batch: { entities: readonly ImportedEntity[]; rejections: readonly Rejection[]; rowsRead: number },
  ): Promise<BatchOutcome>;
  finishImport(importId: string, status: 'COMPLETED' | 'INTERRUPTED' | 'FAILED', elapsedMs: number, actor: Actor): Promise<ImportRow>;

  entitiesById(baseId: string, ids: readonly string[]): Promise<readonly EntityRow[]>;
  /** Live entities ordered by (name, id), keyset paged. */
  listEntities(baseId: string, page: PageRequest): Promise<Page<EntityRow>>;
  countEntities(baseId: string): Promise<number>;
  /** Entities whose normalised name or alias equals the text exactly. */
  entitiesByExactName(baseId: string, normalizedText: string): Promise<readonly EntityRow[]>;
  /** Prefix, trigram (typos) and description matches over names and aliases, best first. `limit` ≤ 100. */
  searchEntities(baseId: string, normalizedText: string, limit: number): Promise<readonly EntityHit[]>;
  imageBytes(sha256: string): Promise<{ mimeType: string; bytes: Uint8Array } | undefined>;

  /** The space that neighbours are looked up in, if the base has one. */
  activeSpace(baseId: string): Promise<EmbeddingSpaceRow | undefined>;
  ensureSpace(
    baseId: string,
    space: { model: string; modelSha256: string; dimensions: number; template: string },
  ): Promise<EmbeddingSpaceRow>;
  /** Entities with no vector in the space, or one of another text; at most `limit`. */
  entitiesToEmbed(spaceId: string, limit: number): Promise<readonly { entityId: string; text: string; textHash: string }[]>;
  writeEmbeddings(spaceId: string, rows: readonly { entityId: string; textHash: string; vector: Float32Array }[]): Promise<void>;
  /** Recomputes the mean vector of the space from all its vectors. */
  refreshSpaceMean(spaceId: string): Promise<EmbeddingSpaceRow>;

  listSets(baseId: string): Promise<readonly EntitySetRow[]>;
  setById(setId: string): Promise<EntitySetRow | undefined>;
  /** Creates or replaces the named set; writes an audit event in the same transaction. @throws StaleVersionError */
  saveSet(
    input: { baseId: string; name: string; description?: string; members: readonly MemberDecision[]; expectedVersion?: number },
    actor: Actor,
  ): Promise<EntitySetRow>;
  /** Changes the status of members; raises the version. @throws StaleVersionError, UnknownEntityIdError */
  reviewMembers(
    setId: string,
    decisions: readonly MemberDecision[],
    expectedVersion: number | undefined,
    actor: Actor,
  ): Promise<EntitySetRow>;
}

import { randomUUID } from 'node:crypto';
import { entityText } from '../embed/entity-text.js';
import type { EmbeddingTemplate } from '../embed/entity-text.js';
import { StaleVersionError, UnknownBaseError } from '../errors.js';
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
import type { Actor, BatchOutcome, KnowledgeStore } from '../ports/knowledge-store.js';
import { normalizeName } from '../text/normalize-name.js';
import { sha256 } from '../text/sha256.js';

interface Stored {
  readonly baseId: string;
  readonly imported: ImportedEntity;
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A KnowledgeStore in plain maps, for the unit tests of this library. Its search is simple; its rules of writing are those of the port. */
export class MemoryKnowledgeStore implements KnowledgeStore {
  readonly bases = new Map<string, KnowledgeBaseRow>();
  readonly stored = new Map<string, Stored>();
  readonly imports = new Map<string, Mutable<ImportRow>>();
  readonly rejections = new Map<string, Rejection[]>();
  readonly batches: { readonly rowsRead: number }[] = [];
  readonly spaces = new Map<string, EmbeddingSpaceRow>();
  readonly vectors = new Map<string, Map<string, { textHash: string; vector: Float32Array }>>();
  readonly sets = new Map<string, EntitySetRow>();
  readonly searches: string[] = [];

  async listBases(): Promise<readonly KnowledgeBaseRow[]> {
    return [...this.bases.values()];
  }

  async baseBySlug(slug: string): Promise<KnowledgeBaseRow> {
    const base = this.bases.get(slug);
    if (!base) throw new UnknownBaseError(slug, [...this.bases.keys()]);
    return base;
  }

  async ensureBase(base: { slug: string; name: string; description?: string; licence?: string }): Promise<KnowledgeBaseRow> {
    const row = this.bases.get(base.slug) ?? {
      id: randomUUID(),
      slug: base.slug,
      name: base.name,
      description: base.description ?? null,
      licence: base.licence ?? null,
      revision: 0,
    };
    this.bases.set(base.slug, row);
    return row;
  }

  async startImport(input: { baseId: string; source: string }): Promise<ImportRow> {
    const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, rowsRead: 0, elapsedMs: null };
    const row: ImportRow = { id: randomUUID(), baseId: input.baseId, source: input.source, status: 'RUNNING', ...counts };
    this.imports.set(row.id, { ...row });
    this.rejections.set(row.id, []);
    return row;
  }

  async writeImportBatch(
    importId: string,
    batch: { entities: readonly ImportedEntity[]; rejections: readonly Rejection[]; rowsRead: number },
  ): Promise<BatchOutcome> {
    const row = this.importRow(importId);
    const outcome = { created: 0, updated: 0, unchanged: 0 };
    for (const imported of batch.entities) {
      const earlier = this.stored.get(imported.id);
      const kind = earlier ? (earlier.imported.contentHash === imported.contentHash ? 'unchanged' : 'updated') : 'created';
      outcome[kind] += 1;
      row[kind] += 1;
      if (kind !== 'unchanged') this.stored.set(imported.id, { baseId: row.baseId, imported });
    }
    row.rejected += batch.rejections.length;
    row.rowsRead += batch.rowsRead;
    this.rejections.get(importId)?.push(...batch.rejections);
    this.batches.push({ rowsRead: batch.rowsRead });
    return outcome;
  }

  async finishImport(importId: string, status: 'COMPLETED' | 'INTERRUPTED' | 'FAILED', elapsedMs: number): Promise<ImportRow> {
    return { ...Object.assign(this.importRow(importId), { status, elapsedMs }) };
  }

  async entitiesById(baseId: string, ids: readonly string[]): Promise<readonly EntityRow[]> {
    return this.entities(baseId).filter((entity) => ids.includes(entity.id));
  }

  async listEntities(baseId: string, { first, after }: PageRequest): Promise<Page<EntityRow>> {
    const key = ({ name, id }: EntityRow): string => `${name}\u0000${id}`;
    const sorted = this.entities(baseId).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const rest = after === undefined ? sorted : sorted.filter((entity) => key(entity) > after);
    const rows = rest.slice(0, first);
    const last = rows.at(-1);
    return { rows, endCursor: last ? key(last) : null, hasNextPage: rest.length > first };
  }

  async countEntities(baseId: string): Promise<number> {
    return this.entities(baseId).length;
  }

  async entitiesByExactName(baseId: string, normalizedText: string): Promise<readonly EntityRow[]> {
    return this.entities(baseId).filter((entity) =>
      [entity.name, ...entity.aliases].some((form) => normalizeName(form) === normalizedText),
    );
  }

  async searchEntities(baseId: string, normalizedText: string, limit: number): Promise<readonly EntityHit[]> {
    this.searches.push(normalizedText);
    return this.entities(baseId)
      .map((entity): EntityHit => ({
        entity,
        score: similarity(normalizeName(entity.name), normalizedText),
        how: 'typo',
        matched: entity.name,
      }))
      .filter((hit) => hit.score > 0.2)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  async imageBytes(hash: string): Promise<{ mimeType: string; bytes: Uint8Array } | undefined> {
    return [...this.stored.values()].flatMap(({ imported }) => imported.images).find((image) => image.sha256 === hash);
  }

  async activeSpace(baseId: string): Promise<EmbeddingSpaceRow | undefined> {
    return [...this.spaces.values()].findLast((space) => space.baseId === baseId);
  }

  async ensureSpace(
    baseId: string,
    space: { model: string; modelSha256: string; dimensions: number; template: string },
  ): Promise<EmbeddingSpaceRow> {
    const same = (row: EmbeddingSpaceRow): boolean =>
      row.baseId === baseId && row.model === space.model && row.modelSha256 === space.modelSha256 && row.template === space.template;
    const row = [...this.spaces.values()].find(same) ?? { id: randomUUID(), baseId, mean: [], vectorCount: 0, ...space };
    this.spaces.set(row.id, row);
    if (!this.vectors.has(row.id)) this.vectors.set(row.id, new Map());
    return row;
  }

  async entitiesToEmbed(spaceId: string, limit: number): Promise<readonly { entityId: string; text: string; textHash: string }[]> {
    const space = this.space(spaceId);
    return this.entities(space.baseId)
      .map((entity) => ({ entityId: entity.id, text: entityText(space.template as EmbeddingTemplate, entity) }))
      .map((row) => ({ ...row, textHash: sha256(row.text) }))
      .filter((row) => this.vectors.get(spaceId)?.get(row.entityId)?.textHash !== row.textHash)
      .slice(0, limit);
  }

  async writeEmbeddings(spaceId: string, rows: readonly { entityId: string; textHash: string; vector: Float32Array }[]): Promise<void> {
    for (const { entityId, textHash, vector } of rows) this.vectors.get(spaceId)?.set(entityId, { textHash, vector });
  }

  async refreshSpaceMean(spaceId: string): Promise<EmbeddingSpaceRow> {
    const space = this.space(spaceId);
    const vectors = [...(this.vectors.get(spaceId)?.values() ?? [])].map(({ vector }) => vector);
    const mean = Array.from(
      { length: space.dimensions },
      (_, axis) => vectors.reduce((sum, vector) => sum + (vector[axis] ?? 0), 0) / vectors.length,
    );
    const row = { ...space, mean, vectorCount: vectors.length };
    this.spaces.set(spaceId, row);
    return row;
  }

  async listSets(baseId: string): Promise<readonly EntitySetRow[]> {
    return [...this.sets.values()].filter((set) => set.baseId === baseId);
  }

  async setById(setId: string): Promise<EntitySetRow | undefined> {
    return this.sets.get(setId);
  }

  async saveSet(
    input: { baseId: string; name: string; description?: string; members: readonly MemberDecision[]; expectedVersion?: number },
    actor: Actor,
  ): Promise<EntitySetRow> {
    const earlier = [...this.sets.values()].find((set) => set.baseId === input.baseId && set.name === input.name);
    return this.writeSet(
      earlier ?? { id: randomUUID(), baseId: input.baseId, version: 0 },
      input,
      input.members,
      input.expectedVersion,
      actor,
    );
  }

  async reviewMembers(
    setId: string,
    decisions: readonly MemberDecision[],
    expectedVersion: number | undefined,
    actor: Actor,
  ): Promise<EntitySetRow> {
    const set = this.sets.get(setId);
    if (!set) throw new Error(`No set ${setId}.`);
    const members = new Map<string, MemberDecision>(set.members.map((member) => [member.entityId, member]));
    for (const decision of decisions) members.set(decision.entityId, { ...members.get(decision.entityId), ...decision });
    return this.writeSet(
      set,
      { name: set.name, ...(set.description !== null && { description: set.description }) },
      [...members.values()],
      expectedVersion,
      actor,
    );
  }

  private writeSet(
    set: Pick<EntitySetRow, 'id' | 'baseId' | 'version'>,
    { name, description }: { name: string; description?: string },
    members: readonly MemberDecision[],
    expectedVersion: number | undefined,
    actor: Actor,
  ): EntitySetRow {
    if (expectedVersion !== undefined && expectedVersion !== set.version)
      throw new StaleVersionError(`Set "${name}"`, expectedVersion, set.version);
    const reviewed = members.map((member) => ({ ...member, reviewedBy: actor.name, reviewedAt: new Date(0) }));
    const row = {
      id: set.id,
      baseId: set.baseId,
      name,
      description: description ?? null,
      version: set.version + 1,
      updatedAt: new Date(0),
      members: reviewed,
    };
    this.sets.set(row.id, row);
    return row;
  }

  private entities(baseId: string): EntityRow[] {
    return [...this.stored.values()]
      .filter((stored) => stored.baseId === baseId)
      .map(({ imported: { id, name, description, aliases, attributes, images } }) => ({
        id,
        baseId,
        name,
        description: description ?? null,
        aliases: aliases.map((alias) => alias.text),
        attributes,
        imageSha256s: images.map((image) => image.sha256),
      }));
  }

  private importRow(importId: string): Mutable<ImportRow> {
    const row = this.imports.get(importId);
    if (!row) throw new Error(`No import ${importId}.`);
    return row;
  }

  private space(spaceId: string): EmbeddingSpaceRow {
    const space = this.spaces.get(spaceId);
    if (!space) throw new Error(`No space ${spaceId}.`);
    return space;
  }
}

/** Share of common trigrams, as pg_trgm counts it for one word. */
function similarity(a: string, b: string): number {
  const trigrams = (text: string): Set<string> =>
    new Set(Array.from({ length: text.length + 1 }, (_, at) => `  ${text} `.slice(at, at + 3)));
  const [left, right] = [trigrams(a), trigrams(b)];
  const common = [...left].filter((trigram) => right.has(trigram)).length;
  return common / (left.size + right.size - common);
}

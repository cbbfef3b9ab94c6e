import { InvalidInputError } from '../errors.js';
import type { EmbeddingSpaceRow } from '../model.js';
import type { Embedder } from '../ports/embedder.js';
import type { KnowledgeStore } from '../ports/knowledge-store.js';
import { chooseTemplate } from './choose-template.js';
import { EmbedderOutputError } from './embedder-output-error.js';
import { EMBEDDING_TEMPLATES } from './entity-text.js';
import type { EmbeddingTemplate } from './entity-text.js';

/** Texts that are embedded and written together. */
export const EMBED_BATCH_TEXTS = 64;

export interface EmbedBaseOptions {
  /** Stops after the batch at hand; what is written stays, and the next run goes on from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** Overrules the choice of the template. */
  readonly template?: EmbeddingTemplate;
  readonly batchTexts?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

export interface EmbedProgress {
  /** Entities that have a vector. */
  readonly done: number;
  /** Entities of the base. */
  readonly total: number;
  /** Texts embedded a second by this run. */
  readonly textsPerSecond: number;
}

export interface EmbedResult {
  readonly space: EmbeddingSpaceRow;
  /** Vectors written by this run. */
  readonly written: number;
  readonly interrupted: boolean;
  readonly elapsedMs: number;
}

/**
 * Embeds the entities of a base that have no vector of their present text, batch by batch, and brings the mean of the space up to date.
 * The template is chosen once (see `chooseTemplate`); while the model stays the same, later runs keep that of the base's active space, so that a
 * growing base is not embedded anew because its share of descriptions passed one half.
 * @throws UnknownBaseError, EmbedderOutputError, and what the embedder or the store throws
 */
export async function embedBase(
  { store, embedder }: { store: KnowledgeStore; embedder: Embedder },
  baseSlug: string,
  options: EmbedBaseOptions = {},
): Promise<EmbedResult> {
  const { signal, onProgress, batchTexts = EMBED_BATCH_TEXTS, now = () => performance.now() } = options;
  const base = await store.baseBySlug(baseSlug);
  const space = await openSpace(store, embedder, base.id, options);
  const total = await store.countEntities(base.id);
  const startMs = now();
  const elapsedMs = (): number => Math.round(now() - startMs);
  let written = 0;
  let failure: unknown;
  try {
    for await (const rows of batches(store, space.id, batchTexts, signal)) {
      const vectors = await embedder.embed(
        rows.map((row) => row.text),
        signal,
      );
      checkVectors(embedder, vectors, rows.length);
      await store.writeEmbeddings(
        space.id,
        rows.map(({ entityId, textHash }, index) => ({ entityId, textHash, vector: vectors[index] as Float32Array })),
      );
      written += rows.length;
      // Changed entities have an old vector already: the sum may pass the total, the number shown may not.
      onProgress?.({
        done: Math.min(total, space.vectorCount + written),
        total,
        textsPerSecond: (written * 1000) / Math.max(1, elapsedMs()),
      });
    }
  } catch (error) {
    failure = error;
  }
  // Also after an interruption or a failure: the vectors that are there are searched, and an older run may have stopped before this line.
  const interrupted = signal?.aborted ?? false;
  const hasVectors = written > 0 || (total > 0 && failure === undefined && !interrupted);
  const refreshed = hasVectors ? await store.refreshSpaceMean(space.id) : space;
  if (failure !== undefined && !(interrupted && failure === signal?.reason))
    throw failure instanceof Error ? failure : new Error('The vectors could not be made.', { cause: failure });
  return { space: refreshed, written, interrupted, elapsedMs: elapsedMs() };
}

async function openSpace(
  store: KnowledgeStore,
  embedder: Embedder,
  baseId: string,
  { template }: EmbedBaseOptions,
): Promise<EmbeddingSpaceRow> {
  if (template !== undefined && !EMBEDDING_TEMPLATES.includes(template)) {
    throw new InvalidInputError('template', String(template), `one of ${EMBEDDING_TEMPLATES.map((name) => `"${name}"`).join(', ')}`);
  }
  const { model, modelSha256, dimensions } = embedder;
  const active = await store.activeSpace(baseId);
  const kept = active?.model === model && active.modelSha256 === modelSha256 ? active.template : undefined;
  return store.ensureSpace(baseId, { model, modelSha256, dimensions, template: template ?? kept ?? (await chooseTemplate(store, baseId)) });
}

async function* batches(
  store: KnowledgeStore,
  spaceId: string,
  limit: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly { entityId: string; text: string; textHash: string }[]> {
  let previous: string | undefined;
  while (!signal?.aborted) {
    const rows = await store.entitiesToEmbed(spaceId, limit);
    const [first] = rows;
    if (!first) return;
    const key = `${first.entityId} ${first.textHash}`;
    // Without this a store that loses vectors would keep the model busy for ever.
    if (key === previous)
      throw new Error(`Entity ${first.entityId} was embedded and is listed again as missing: the store did not keep its vector.`);
    previous = key;
    yield rows;
  }
}

function checkVectors({ model, dimensions }: Embedder, vectors: readonly Float32Array[], expected: number): void {
  if (vectors.length !== expected) throw new EmbedderOutputError(model, `gave ${vectors.length} vectors for ${expected} texts`);
  for (const vector of vectors) {
    if (vector.length !== dimensions)
      throw new EmbedderOutputError(model, `gave a vector of ${vector.length} numbers instead of ${dimensions}`);
    const length = Math.hypot(...vector);
    if (!Number.isFinite(length)) throw new EmbedderOutputError(model, 'gave a vector with a number that is not finite');
    if (Math.abs(length - 1) > 0.01) throw new EmbedderOutputError(model, `gave a vector of length ${length.toFixed(3)} instead of 1`);
  }
}

import type { JudgedEntity } from '@etcetera/ranking';
import type { Vocabulary } from '../model.js';

/** Names of a base, and snapshots of them by content. */
export interface VocabularySource {
  current(baseId: string): Promise<Vocabulary>;
  /** Keeps a snapshot; storing the same one again changes nothing. */
  keep(vocabulary: Vocabulary): Promise<void>;
  /** @throws when no snapshot of that hash was kept. */
  byHash(hash: string): Promise<Vocabulary>;
}

export interface ScoredEntity {
  readonly entityId: string;
  readonly score: number;
}

/** Embedding neighbours (pgvector); vectors are centred on the mean of the space before they are compared. */
export interface NeighbourSource {
  /** The space in use, or undefined when the base has no vectors. `key` changes when its content does. */
  space(
    baseId: string,
  ): Promise<{ id: string; key: string; model: string; template: string; vectorCount: number; describedShare: number } | undefined>;
  /** Entities nearest to the centroid of the seeds by cosine, seeds left out, ties by id. */
  nearest(spaceId: string, seedIds: readonly string[], limit: number): Promise<readonly ScoredEntity[]>;
  /** Cosine of each entity to the centroid of `referenceIds`; entities without a vector are left out. */
  similarity(spaceId: string, referenceIds: readonly string[], entityIds: readonly string[]): Promise<readonly ScoredEntity[]>;
}

/** Full-text likeness of names, aliases and descriptions to those of the seeds. */
export interface TextSource {
  similar(baseId: string, seedIds: readonly string[], limit: number): Promise<readonly ScoredEntity[]>;
}

/** Texts and pictures of entities, for judges that read more than names. */
export interface EntityTexts {
  byId(baseId: string, ids: readonly string[]): Promise<ReadonlyMap<string, JudgedEntity>>;
}

/** Stored priors of a vocabulary under a model. */
export interface PriorStore {
  get(key: { vocabularyHash: string; modelKey: string; promptHash: string }): Promise<Float32Array | undefined>;
  put(
    key: { baseId: string; vocabularyHash: string; modelKey: string; promptHash: string },
    prior: { values: Float32Array; steps: number; elapsedMs: number },
  ): Promise<void>;
}

/** Time, from outside. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Rows as the use cases see them: plain values, no database types. */

export interface KnowledgeBaseRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly licence: string | null;
  /** Raised by every change of the vocabulary. */
  readonly revision: number;
}

export interface EntityRow {
  readonly id: string;
  readonly baseId: string;
  readonly name: string;
  readonly description: string | null;
  readonly aliases: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Content hashes of its pictures, in order. */
  readonly imageSha256s: readonly string[];
}

/** A search result: `how` says why it matched. `score` is in (0, 1], higher is closer. */
export interface EntityHit {
  readonly entity: EntityRow;
  readonly score: number;
  readonly how: 'exact' | 'prefix' | 'typo' | 'description';
  /** The surface form that matched. */
  readonly matched: string;
}

export interface Rejection {
  /** 1-based line (or row) in the source. */
  readonly line: number;
  readonly reason: string;
  readonly field?: string;
  readonly raw: string;
}

export interface ImportRow {
  readonly id: string;
  readonly baseId: string;
  readonly source: string;
  readonly status: 'RUNNING' | 'COMPLETED' | 'INTERRUPTED' | 'FAILED';
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rowsRead: number;
  readonly elapsedMs: number | null;
}

export interface EmbeddingSpaceRow {
  readonly id: string;
  readonly baseId: string;
  readonly model: string;
  readonly modelSha256: string;
  readonly dimensions: number;
  readonly template: string;
  readonly mean: readonly number[];
  readonly vectorCount: number;
}

export type MemberStatus = 'SEED' | 'NEGATIVE_SEED' | 'SUGGESTED' | 'ACCEPTED' | 'REJECTED';

export interface MemberDecision {
  readonly entityId: string;
  readonly status: MemberStatus;
  readonly expansionId?: string;
  readonly rank?: number;
  readonly score?: number;
}

export interface EntitySetRow {
  readonly id: string;
  readonly baseId: string;
  readonly name: string;
  readonly description: string | null;
  readonly version: number;
  readonly updatedAt: Date;
  readonly members: readonly (MemberDecision & { readonly reviewedBy: string | null; readonly reviewedAt: Date | null })[];
}

/** Keyset page: `after` is the opaque cursor of the last row of the previous page. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/**
 * A row as a format reader hands it over: fields sorted out by meaning, values not yet checked (a JSON file can hold anything), so that one
 * set of rules serves all formats.
 */
export interface RawEntityRow {
  readonly kind: 'row';
  /** 1-based line on which the row begins, or its number where the format has no lines. */
  readonly line: number;
  /** The row as it stands in the source. */
  readonly raw: string;
  readonly externalId?: unknown;
  readonly name?: unknown;
  readonly description?: unknown;
  readonly aliases?: unknown;
  readonly contexts?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly images?: readonly RawImage[];
}

export interface RawImage {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly altText: string;
}

/** A row that the reader could not take apart: it becomes a rejection. */
export interface UnreadableRow {
  readonly kind: 'unreadable';
  readonly line: number;
  readonly raw: string;
  readonly reason: string;
  readonly field?: string;
}

export type SourceRow = RawEntityRow | UnreadableRow;

/** The bytes of a file, e.g. a read stream. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A validated row of any import format, ready to be written. */
export interface ImportedEntity {
  /** UUIDv5 of (base slug, source, external id): the same everywhere. */
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly name: string;
  readonly normalizedName: string;
  readonly description?: string;
  readonly aliases: readonly { readonly text: string; readonly normalizedText: string }[];
  readonly contexts: readonly string[];
  readonly images: readonly { readonly sha256: string; readonly mimeType: string; readonly bytes: Uint8Array; readonly altText: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** sha256 over all of the above but the id. */
  readonly contentHash: string;
}

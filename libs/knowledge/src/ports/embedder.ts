/** Turns texts into vectors of one embedding space. */
export interface Embedder {
  readonly model: string;
  /** sha256 of the weights, or the endpoint's model id. */
  readonly modelSha256: string;
  readonly dimensions: number;
  readonly kind: 'local' | 'remote';
  /** Unit-length vectors in the order of the texts. @throws the signal's reason when cancelled. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
}

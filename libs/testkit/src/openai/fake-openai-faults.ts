/** What goes wrong with one request. */
export type FakeFault =
  /** Nothing; to let a request pass between faults. */
  | { readonly kind: 'none' }
  /** A right answer, later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** 429. Without seconds there is no Retry-After. */
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds?: number; readonly code?: string }
  /** Any other status with an error body of the protocol. */
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  | { readonly kind: 'redirect'; readonly location: string }
  /** The connection is cut before an answer. */
  | { readonly kind: 'reset' }
  /** Headers and half of the body, then silence. */
  | { readonly kind: 'stall' }
  /** Status 200 with a body that is not JSON. */
  | { readonly kind: 'malformed-body' }
  /** Status 200 with JSON that is not of the protocol. */
  | { readonly kind: 'foreign-body' }
  /** The model's text, word for word. */
  | { readonly kind: 'content'; readonly content: string | null; readonly finishReason?: string; readonly refusal?: string }
  /** The model's text is JSON that breaks off. */
  | { readonly kind: 'malformed-json' }
  /** The last labels of the ranking are left out. */
  | { readonly kind: 'missing-labels'; readonly count: number }
  /** The first label is named twice. */
  | { readonly kind: 'repeated-labels' }
  /** Labels that were never shown stand at the top. */
  | { readonly kind: 'unknown-labels' }
  | { readonly kind: 'none-belong' }
  /** Embeddings of another length, or one too few of them. */
  | { readonly kind: 'wrong-dimensions'; readonly dimensions: number }
  | { readonly kind: 'wrong-count' };

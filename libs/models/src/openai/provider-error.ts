/**
 * What went wrong with a model endpoint:
 * `rate-limited` (429), `unavailable` (5xx, refused, reset or cut-off connection), `timeout` (no complete answer in time, or 408),
 * `rejected` (another 4xx or a redirect: the request is not welcome as it is), `unauthorized` (401, 403),
 * `bad-answer` (status 200, but not an answer of the protocol).
 */
export type ProviderErrorCode = 'rate-limited' | 'unavailable' | 'timeout' | 'rejected' | 'unauthorized' | 'bad-answer';

/** What is known about a failed call beside its message. */
export interface ProviderErrorDetails {
  /** HTTP status, when an answer came at all. */
  readonly status?: number;
  /** How long the endpoint asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** True when the same request may succeed later. */
  readonly retryable: boolean;
  /** How often the request was sent, this time included. */
  readonly attempts?: number;
}

/** A call to a model endpoint failed. The message names the endpoint and the remedy and never holds the key. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;
  readonly attempts: number;

  constructor(
    readonly code: ProviderErrorCode,
    message: string,
    details: ProviderErrorDetails,
  ) {
    super(message);
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.retryable = details.retryable;
    this.attempts = details.attempts ?? 1;
  }
}

/** Something about an endpoint that a person should know, although the work went on. */
export interface ProviderWarning {
  readonly code: 'pictures-refused' | 'picture-unavailable' | 'usage-not-reported';
  readonly message: string;
}

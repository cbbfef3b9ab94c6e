import { APIConnectionTimeoutError, APIError } from 'openai';
import { ProviderError } from './provider-error.js';
import { oneLine } from './redact.js';

/** Where a call failed, for the message. */
export interface FailedCall {
  /** What was asked, e.g. "chat". */
  readonly what: string;
  readonly baseUrl: string;
  readonly attempts: number;
  readonly timeoutMs: number;
  /** True when our own limit ended the call. */
  readonly timedOut: boolean;
  /** Takes the key out of a text. */
  readonly redact: (text: string) => string;
}

/** Any failure of a call as the one typed error. The original error is not kept as cause: it may hold headers and echoes of the key. */
export function mapProviderError(error: unknown, call: FailedCall): ProviderError {
  if (error instanceof ProviderError) return error;
  const place = `${call.what} at ${call.baseUrl}`;
  const details = { attempts: call.attempts };
  if (call.timedOut || error instanceof APIConnectionTimeoutError) {
    const remedy = 'Check that the server is not overloaded, or raise the limit.';
    return new ProviderError('timeout', `No complete answer from ${place} within ${call.timeoutMs} ms. ${remedy}`, {
      ...details,
      retryable: true,
    });
  }
  if (isStatusError(error)) return fromStatus(error, error.status, place, call);
  if (isNamed(error, 'SyntaxError')) {
    const message = `The answer of ${place} is not JSON. Check that the base URL leads to an OpenAI-compatible API.`;
    return new ProviderError('bad-answer', call.redact(message), { ...details, retryable: false });
  }
  const reason = call.redact(oneLine(rootReason(error)));
  const message = `Cannot reach ${place} (${reason}). Check that the server runs and that the base URL is right.`;
  return new ProviderError('unavailable', message, { ...details, retryable: true });
}

/** What is used of the client library's error for an answer with a status that is no success. */
interface StatusError {
  readonly status: number;
  readonly message: string;
  readonly code: string | null | undefined;
  readonly headers: Headers | undefined;
}

function isStatusError(error: unknown): error is StatusError {
  return error instanceof APIError && typeof error.status === 'number';
}

function fromStatus(error: StatusError, status: number, place: string, call: FailedCall): ProviderError {
  const said = call.redact(oneLine(error.message));
  const retryAfterMs = readRetryAfter(error.headers);
  const details = { status, attempts: call.attempts, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status === 429) {
    // An exhausted account also answers 429, but no amount of waiting helps.
    const outOfMoney = error.code === 'insufficient_quota';
    const remedy = outOfMoney ? 'The account has no credit left.' : 'Lower the concurrency or wait.';
    return new ProviderError('rate-limited', `Rate limit of ${place}: ${said}. ${remedy}`, { ...details, retryable: !outOfMoney });
  }
  if (status === 401 || status === 403) {
    const message = `${place} refuses the key (${said}). Check the API key and what it may use.`;
    return new ProviderError('unauthorized', message, { ...details, retryable: false });
  }
  if (status === 408) return new ProviderError('timeout', `${place} gave up waiting: ${said}.`, { ...details, retryable: true });
  if (status >= 500) {
    return new ProviderError('unavailable', `${place} failed: ${said}.`, { ...details, retryable: status !== 501 });
  }
  if (status >= 300 && status < 400) {
    const target = call.redact(oneLine(error.headers?.get('location') ?? 'an unnamed address'));
    const message = `${place} redirects to ${target}; redirects are not followed. Set the base URL to the final address.`;
    return new ProviderError('rejected', message, { ...details, retryable: false });
  }
  return new ProviderError('rejected', `${place} rejects the request: ${said}.`, { ...details, retryable: false });
}

/** Milliseconds of `retry-after-ms` or `Retry-After` (seconds or a date); undefined when absent or unreadable. */
export function readRetryAfter(
  headers: { get(name: string): string | null } | undefined,
  now: () => number = Date.now,
): number | undefined {
  const milliseconds = headers?.get('retry-after-ms')?.trim();
  if (milliseconds && /^\d+(\.\d+)?$/u.test(milliseconds)) return Math.ceil(Number(milliseconds));
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/u.test(value)) return Math.ceil(Number(value) * 1000);
  // Date.parse takes almost anything for a date; an HTTP date starts with the day's name.
  const date = /^[a-z]{3,}/iu.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}

/** The innermost cause says most: "fetch failed" alone helps nobody. */
function rootReason(error: unknown): string {
  let reason = 'unknown reason';
  // Errors of the platform may come from another realm, so their shape counts and not their class.
  for (let current = error, depth = 0; isRecord(current) && depth < 5; current = current['cause'], depth++) {
    const code = current['code'];
    const message = current['message'];
    if (typeof code === 'string' && code) reason = code;
    else if (typeof message === 'string' && message) reason = message;
  }
  return reason;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isNamed = (error: unknown, name: string): boolean => isRecord(error) && error['name'] === name;

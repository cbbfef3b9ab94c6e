import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

const stallMilliseconds = 60_000;

/**
 * Opens an address for reading; redirects are followed.
 * A connection that delivers nothing for a minute is given up.
 * @throws Error on any status but 2xx and when the connection stalls; the signal's reason when cancelled
 */
export async function httpsDownload(url: string, signal?: AbortSignal): Promise<Readable> {
  const stalled = new AbortController();
  const timer = setTimeout(
    () => stalled.abort(new Error(`${url} delivered nothing for ${stallMilliseconds / 1000} seconds`)),
    stallMilliseconds,
  );
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal });
    if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status} ${response.statusText}`.trim());
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    return body
      .on('data', () => timer.refresh())
      .once('close', () => clearTimeout(timer))
      .pause();
  } catch (error) {
    clearTimeout(timer);
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw error instanceof Error && cause ? new Error(`${url} cannot be reached${cause}`, { cause: error }) : error;
  }
}

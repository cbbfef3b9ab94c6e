import type { ServerResponse } from 'node:http';

/** A signal that aborts when the caller goes away or the server stops, whichever is first; nothing of it stays behind on `stopping`. */
export function requestSignal(response: ServerResponse, stopping: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(stopping.reason);
  };
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  response.once('close', () => {
    stopping.removeEventListener('abort', stop);
    controller.abort(new Error('The caller has gone.'));
  });
  return controller.signal;
}

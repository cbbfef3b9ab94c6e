const aborted = Symbol('aborted');

/**
 * The values of an iterable up to the moment the signal fires, also when the next value is not there yet (a pipe that stays silent must not keep
 * Ctrl-C waiting). The source is closed in any case. The generator returns how it came to its end.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T, 'ended' | 'aborted'> {
  const iterator = source[Symbol.asyncIterator]();
  let waiting = false;
  try {
    while (!signal?.aborted) {
      waiting = true;
      const result = await nextOrAbort(iterator, signal);
      if (result === aborted) return 'aborted';
      waiting = false;
      if (result.done) return 'ended';
      yield result.value;
    }
    return 'aborted';
  } finally {
    const closing = Promise.resolve(iterator.return?.());
    // A generator that is still waiting for its source closes only once that answers: that cannot be waited for.
    if (waiting) closing.catch(() => undefined);
    else await closing;
  }
}

function nextOrAbort<T>(iterator: AsyncIterator<T>, signal: AbortSignal | undefined): Promise<IteratorResult<T> | typeof aborted> {
  if (!signal) return iterator.next();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(aborted);
    signal.addEventListener('abort', onAbort, { once: true });
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * Events of a source that ends when its signal aborts. Unlike an async generator, `return()` does not wait for the event that is being
 * waited for: it aborts the source, so that nothing is left listening when a subscriber goes away.
 */
export function abortableEvents<T>(
  source: (signal: AbortSignal) => AsyncIterable<T>,
  outer: AbortSignal | undefined,
  before: () => void,
): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const signal = outer ? AbortSignal.any([controller.signal, outer]) : controller.signal;
  const inner = source(signal)[Symbol.asyncIterator]();
  const end = (): IteratorReturnResult<undefined> => ({ done: true, value: undefined });
  return {
    async next() {
      if (signal.aborted) return end();
      try {
        const step = await inner.next();
        if (!step.done) before();
        return step.done ? end() : step;
      } catch (error) {
        if (signal.aborted) return end();
        throw error;
      }
    },
    return() {
      controller.abort();
      return Promise.resolve(end());
    },
    throw(error: unknown) {
      controller.abort();
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

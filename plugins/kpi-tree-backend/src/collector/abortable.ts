/**
 * Iterates until a signal says to stop, also where what is iterated ignores
 * it: that is left behind.
 *
 * @throws the reason of the signal
 */
export async function* abortable<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let stop = () => {};
  const stopped = new Promise<'stopped'>(resolve => {
    stop = () => resolve('stopped');
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = iterator.next();
      // Nobody may be waiting for it any more when it fails
      next.catch(() => undefined);
      const result = await Promise.race([next, stopped]);
      if (result === 'stopped') {
        throw signal.reason;
      }
      if (result.done) {
        return;
      }
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // It may never answer
    iterator.return?.().then(undefined, () => undefined);
  }
}

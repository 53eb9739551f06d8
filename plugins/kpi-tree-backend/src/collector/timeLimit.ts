/** What a timer can wait, 24 days: one that is to wait longer is over at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Does something that ends, or is told to stop, within a time.
 *
 * @throws what `tooLate` says if the time is over
 */
export async function withTimeLimit<T>(
  limitMs: number,
  signal: AbortSignal,
  tooLate: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(tooLate()),
    Math.min(limitMs, LONGEST_MS),
  );
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    signal.throwIfAborted();
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

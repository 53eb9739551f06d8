/** A portal that wants more patience is reported to whoever waits. */
const LONGEST_MS = 5 * 60_000;

/**
 * Waits.
 *
 * @throws the reason of the signal, once it is aborted
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timers: ReturnType<typeof setTimeout>[] = [];
    const stop = () => {
      timers.forEach(clearTimeout);
      reject(signal!.reason);
    };
    timers.push(
      setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** How long an answer asks to wait, by seconds or date; RFC 9110, 10.2.3. */
export function retryAfterMs(response?: Response): number | undefined {
  const value = response?.headers.get('Retry-After');
  if (!value) {
    return undefined;
  }
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}

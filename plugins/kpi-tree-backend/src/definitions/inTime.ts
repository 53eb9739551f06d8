import { ServiceUnavailableError } from '@backstage/errors';

/** How long the catalog may take for an answer, or a page: its client waits for ever. */
export const CATALOG_LIMIT_MS = 60_000;

/** @throws ServiceUnavailableError, that the catalog took longer than it may */
export function catalogTooLate(): never {
  throw new ServiceUnavailableError(
    `The catalog did not answer within ${CATALOG_LIMIT_MS / 1_000} s`,
  );
}

/**
 * What is answered, or what is given instead once the time is over; nobody waits for
 * the answer any more then.
 *
 * @param instead - gives something else, or throws
 */
export async function inTime<T>(
  limitMs: number,
  answer: Promise<T>,
  instead: () => T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(instead());
      } catch (error) {
        reject(error);
      }
    }, limitMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The pages of an answer, each in time; see {@link inTime}. */
export async function* pagesInTime<T>(
  limitMs: number,
  pages: AsyncIterable<T>,
  tooLate: () => never,
): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (;;) {
      const page = await inTime(limitMs, iterator.next(), tooLate);
      if (page.done) {
        return;
      }
      yield page.value;
    }
  } finally {
    // It may never answer
    iterator.return?.().then(undefined, () => undefined);
  }
}

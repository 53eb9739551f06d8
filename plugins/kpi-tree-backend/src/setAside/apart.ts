import { isError } from '@backstage/errors';

/** What the arithmetic, and the reading of what is stored, say of data. */
const ERRORS_OF_DATA = ['InputError', 'RangeError', 'SyntaxError', 'TypeError'];

/** Classes of SQLSTATE: data exceptions, constraints and limits of a row. */
const SQLSTATE_OF_DATA = /^(22|23|54)[0-9A-Z]{3}$/;

const SQLITE_OF_DATA = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;

/**
 * Does something for many at once. Where that fails because of one of them, for halves
 * of them, down to those that fail alone: so one costs the others no more than the time
 * for it, and nobody waits for what will never be.
 *
 * @param work - all or none, such as in a transaction
 * @param setAside - takes one that fails alone
 * @returns what came of the others
 * @throws what is no fault of the data, such as of a database that is away
 */
export async function apart<T, R>(
  items: T[],
  work: (items: T[]) => Promise<R[]>,
  setAside: (item: T, error: Error) => Promise<void>,
): Promise<R[]> {
  if (!items.length) {
    return [];
  }
  try {
    return await work(items);
  } catch (error) {
    if (!isOfData(error)) {
      throw error;
    }
    if (items.length === 1) {
      await setAside(items[0], error);
      return [];
    }
  }
  const middle = Math.ceil(items.length / 2);
  return [
    ...(await apart(items.slice(0, middle), work, setAside)),
    ...(await apart(items.slice(middle), work, setAside)),
  ];
}

/**
 * Whether something failed because of the data that it was done with, so that it would
 * fail again as long as they stay.
 */
export function isOfData(error: unknown): error is Error {
  // By what it has: a driver may have been loaded with other classes of errors
  if (!isError(error)) {
    return false;
  }
  const { code } = error as { code?: unknown };
  return typeof code === 'string'
    ? SQLSTATE_OF_DATA.test(code) || SQLITE_OF_DATA.test(code)
    : ERRORS_OF_DATA.includes(error.name);
}

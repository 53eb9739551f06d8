import { InputError } from '@backstage/errors';
import { valueAt } from '../rows/flatten';
import { Answer, placeOf, Stated, statedAt } from './paging';

/** What the answers of a reading say of how many rows there are. */
export class Totals {
  /** The least of what was said: rows that come meanwhile need not be read. */
  private least: number | undefined;

  constructor(private readonly stated: Stated) {}

  /**
   * Takes what an answer says.
   *
   * @throws `InputError` if it does not say what it should
   */
  see(answer: Answer): void {
    const { total, totalHeader } = this.stated;
    if (total === undefined && totalHeader === undefined) {
      return;
    }
    const value = statedAt(answer, total, totalHeader);
    const count = toCount(value);
    if (count !== undefined) {
      this.least = Math.min(this.least ?? Infinity, count);
    } else if (this.least === undefined) {
      throw new InputError(
        `${placeOf(answer.url)} has no number of rows at ${
          total ?? `the header ${totalHeader}`
        } of its answer, but ${JSON.stringify(value)?.slice(
          0,
          100,
        )}: check paging.${total ? 'total' : 'totalHeader'}`,
      );
    }
  }

  /** Whether an answer says that there are more rows; undefined if it does not say. */
  more(answer: Answer): boolean | undefined {
    const { more, last } = this.stated;
    if (typeof more === 'function') {
      return more(answer);
    }
    if (more !== undefined) {
      return toTruth(answer, more, 'more');
    }
    return last === undefined ? undefined : !toTruth(answer, last, 'last');
  }

  /** Whether as many rows were read as there are in all, as far as that is said. */
  isReached(read: number): boolean {
    return this.least !== undefined && read >= this.least;
  }

  /**
   * Holds the number of rows that were read against what was said.
   *
   * @throws `InputError` if there are too few
   */
  check(read: number, url: URL): void {
    if (this.least !== undefined && read < this.least) {
      throw new InputError(
        `${placeOf(url)} says that there are ${
          this.least
        } rows, and answers ${read}: check paging, and whether it answers only a part of them`,
      );
    }
  }
}

function toTruth(answer: Answer, path: string, key: 'more' | 'last'): boolean {
  const value = valueAt(answer.body, path);
  switch (String(value).toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      throw new InputError(
        `${placeOf(
          answer.url,
        )} has neither true nor false at ${path} of its answer, but ${JSON.stringify(
          value,
        )?.slice(0, 100)}: check paging.${key}`,
      );
  }
}

function toCount(value: unknown): number | undefined {
  const count =
    typeof value === 'number' || (typeof value === 'string' && value.trim())
      ? Number(value)
      : NaN;
  return Number.isInteger(count) && count >= 0 ? count : undefined;
}

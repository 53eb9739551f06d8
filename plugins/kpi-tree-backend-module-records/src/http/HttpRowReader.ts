import { InputError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { flatten } from '../rows/flatten';
import { ReadOptions, ReadRow, Row, RowReader } from '../rows/RowReader';
import { HttpConfig } from './config';
import { readPages } from './pages';
import { Page, placeOf, statedAt } from './paging';
import { signOfError, signOfMore, signOfTotal } from './signs';

/** What a row that was read before is, where nothing identifies it. */
const REPEATED =
  'an equal row is in an earlier page, and counts once: rows moved while they were read, or two are alike; configure key with the column that tells them apart, such as key: ["id"]';

const NO_OBJECT =
  'the row is no JSON object: check http.rows, which says where the list of rows is';

/** Reads the rows of a JSON API, page by page. */
export class HttpRowReader implements RowReader {
  readonly sparse = true;

  /**
   * @param key - the columns that identify a record, if there are some: a row that is read
   * again is then left out
   */
  constructor(
    private readonly config: HttpConfig,
    private readonly http: SourceHttp,
    private readonly key: string[] = [],
  ) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { url, headers, rows, paging } = this.config;
    const { key } = this;
    const configured = new URL(url);
    let count = 0;
    let last: Page | undefined;
    let isLed = false;
    for await (const page of readPages({
      http: this.http,
      start: configured,
      configured,
      headers,
      rows,
      paging,
      keyOf: key.length ? item => keyOf(flatten(item), key) : undefined,
      signal,
    })) {
      const { items, repeated } = page;
      last = page;
      isLed ||= leads(page, paging);
      for (const [index, item] of items.entries()) {
        count++;
        const where = `${configured.host}${configured.pathname} row ${count}`;
        if (typeof item !== 'object' || item === null || Array.isArray(item)) {
          yield { where, error: NO_OBJECT };
        } else if (!repeated[index]) {
          yield { where, row: flatten(item) };
        } else if (!key.length) {
          yield { where, error: REPEATED };
        }
      }
    }
    if (last) {
      yield* this.unread(last, count, isLed);
    }
  }

  /**
   * What the last answer says of rows that were not read, though nobody configured that it
   * does.
   *
   * @param isLed - whether some answer led to another one
   * @throws `InputError` if there are more pages, or no rows but an error
   */
  private *unread(
    last: Page,
    read: number,
    isLed: boolean,
  ): Generator<ReadRow> {
    const { rows, paging } = this.config;
    const place = placeOf(last.url);
    const error = read ? undefined : signOfError(last);
    if (error !== undefined) {
      throw new InputError(
        `${place} answers no rows, but an error: ${shown(error)}`,
      );
    }
    if (
      [paging.more, paging.last, paging.total, paging.totalHeader].some(Boolean)
    ) {
      return;
    }
    const byNumbers = paging.by === 'offset' || paging.by === 'page';
    const more = byNumbers || isLed ? undefined : signOfMore(last, rows);
    if (more) {
      throw new InputError(
        `${place} has ${shown(more.value)} at ${
          more.place
        } of its answer, so that there seem to be more rows: say with paging how to get them`,
      );
    }
    const total = signOfTotal(last, rows, read);
    if (total) {
      yield {
        where: place,
        error: `the answer has ${total.value} at ${total.place}, but ${read} rows were read: say with paging how to get the others, and by paging.total or paging.totalHeader where their number is`,
      };
    }
  }
}

/** Whether an answer has something where the next page should be named. */
function leads(page: Page, paging: HttpConfig['paging']): boolean {
  switch (paging.by) {
    case 'cursor':
      return statedAt(page, paging.next, paging.nextHeader) !== undefined;
    case 'link':
      return paging.next === undefined
        ? page.response.header('link') !== undefined
        : statedAt(page, paging.next, undefined) !== undefined;
    default:
      return false;
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 200);
}

/** The key of a row; a row without one is what is in it. */
function keyOf(row: Row, key: string[]): string {
  const values = key.map(column => row[column] ?? '');
  return JSON.stringify(values.some(Boolean) ? values : row);
}

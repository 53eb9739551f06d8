import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { flatten } from '../rows/flatten';
import { ReadOptions, ReadRow, Row, RowReader } from '../rows/RowReader';
import { HttpConfig } from './config';
import { readPages } from './pages';

/** What a row that was read before is, where nothing identifies it. */
const REPEATED =
  'an equal row is in an earlier page, and counts once: rows moved while they were read, or two are alike; configure key with the column that tells them apart, such as key: ["id"]';

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
    for await (const { items, repeated } of readPages({
      http: this.http,
      start: configured,
      configured,
      headers,
      rows,
      paging,
      keyOf: key.length ? item => keyOf(flatten(item), key) : undefined,
      signal,
    })) {
      for (const [index, item] of items.entries()) {
        count++;
        const where = `${configured.host}${configured.pathname} row ${count}`;
        if (!repeated[index]) {
          yield { where, row: flatten(item) };
        } else if (!key.length) {
          yield { where, error: REPEATED };
        }
      }
    }
  }
}

/** The key of a row; a row without one is what is in it. */
function keyOf(row: Row, key: string[]): string {
  const values = key.map(column => row[column] ?? '');
  return JSON.stringify(values.some(Boolean) ? values : row);
}

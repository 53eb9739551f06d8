import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { flatten } from '../rows/flatten';
import { ReadOptions, ReadRow, RowReader } from '../rows/RowReader';
import { HttpConfig } from './config';
import { readPages } from './pages';

/** Reads the rows of a JSON API, page by page. */
export class HttpRowReader implements RowReader {
  readonly sparse = true;

  constructor(
    private readonly config: HttpConfig,
    private readonly http: SourceHttp,
  ) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { url, headers, rows, paging } = this.config;
    const configured = new URL(url);
    let count = 0;
    for await (const { items } of readPages({
      http: this.http,
      start: configured,
      configured,
      headers,
      rows,
      paging,
      signal,
    })) {
      for (const item of items) {
        count++;
        yield {
          where: `${configured.host}${configured.pathname} row ${count}`,
          row: flatten(item),
        };
      }
    }
  }
}

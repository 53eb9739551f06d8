import { SqlConfig, SqlReader } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { flatten } from './flatten';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/** Reads the rows of a query. */
export class SqlRowReader implements RowReader {
  /** NULL is blank: a ticket without a date of its end has none yet. */
  readonly sparse = true;
  private readonly reader: SqlReader;

  /** @param key - the configuration key, for messages */
  constructor(
    private readonly config: SqlConfig & { query: string },
    private readonly key: string,
  ) {
    this.reader = new SqlReader(config, key);
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    let count = 0;
    for await (const row of this.reader.rows(this.config.query, {}, signal)) {
      count++;
      yield { where: `${this.key} row ${count}`, row: flatten(row) };
    }
  }
}

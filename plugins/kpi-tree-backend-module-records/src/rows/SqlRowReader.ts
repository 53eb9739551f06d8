import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  durationField,
  SqlConfig,
  sqlFields,
  SqlReader,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { flatten } from './flatten';
import { ReadOptions, ReadRow, Row, RowReader, textAt } from './RowReader';

/** A query for rows. */
export type SqlRowsConfig = SqlConfig & {
  /** With `:since` it has the rows that changed since an instant. */
  query: string;
  /** How far it goes back behind the last reading then. */
  overlap: HumanDuration;
};

/** See {@link SqlRowsConfig}. */
export const sqlRowsSchema: z.ZodType<SqlRowsConfig> = z.strictObject({
  ...sqlFields,
  query: z.string().min(1),
  overlap: durationField.default({ days: 2 }),
});

/** Whether a query asks for what changed since an instant. */
export function asksForChanges({ query }: { query: string }): boolean {
  return /(?<!:):since\b/.test(query);
}

/** Reads the rows of a query. */
export class SqlRowReader implements RowReader {
  /** NULL is blank: a ticket without a date of its end has none yet. */
  readonly sparse = true;
  readonly readChanges?: RowReader['readChanges'];
  private readonly reader: SqlReader;

  /**
   * @param key - the configuration key, for messages
   * @param identity - the columns that name a record, if there are some
   */
  constructor(
    private readonly config: SqlRowsConfig,
    private readonly key: string,
    private readonly identity: string[] = [],
  ) {
    this.reader = new SqlReader(config, key);
    if (asksForChanges(config)) {
      this.readChanges = ({ readAt }, { signal }) =>
        this.rows(
          new Date(readAt.getTime() - durationToMilliseconds(config.overlap)),
          signal,
        );
    }
  }

  read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    return this.rows(new Date(FIRST_DATE), signal);
  }

  private async *rows(
    since: Date,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow> {
    // As all databases read it, also in a comparison with texts
    const text = since.toISOString().slice(0, 19).replace('T', ' ');
    let count = 0;
    for await (const found of this.reader.rows(
      this.config.query,
      { since: text },
      signal,
    )) {
      count++;
      const row = flatten(found);
      yield { where: `${this.key} ${this.nameOf(row) ?? `row ${count}`}`, row };
    }
  }

  /** What a row is called whatever else is read with it. */
  private nameOf(row: Row): string | undefined {
    const names = this.identity.map(column => textAt(row, column));
    return names.some(Boolean) ? names.join(' ') : undefined;
  }
}

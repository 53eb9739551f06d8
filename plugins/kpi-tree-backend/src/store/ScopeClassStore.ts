import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import { Classes, readClasses, writeClasses } from './classes';

/** What the value of a scope in a period is made of, by column. */
export type ScopeClasses = {
  scope: string;
  /** First day, `YYYY-MM-DD`. */
  start: string;
  byColumn: ReadonlyMap<string, Classes>;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

const KEY = ['scope', 'kpi', 'period', 'by_column'];

/**
 * What values of scopes are made of by the classes of a column: of each value of a KPI with
 * breakdowns there is a row by column, also where it is made of nothing. It goes with the
 * value.
 */
export class ScopeClassStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Puts what values are made of in the place of what stood there.
   *
   * @param cells - whose values are stored, each once
   */
  async write(
    tx: Knex.Transaction,
    kpi: string,
    cells: ScopeClasses[],
  ): Promise<void> {
    const rows = cells.flatMap(({ scope, start, byColumn }) =>
      [...byColumn].map(([column, classes]) => ({
        scope,
        kpi,
        period: toEpochDay(start),
        by_column: column,
        classes: writeClasses({ classes }),
      })),
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('scope_classes').insert(part).onConflict(KEY).merge(['classes']);
    }
  }

  /**
   * What the values of a scope are made of, between two periods.
   *
   * @param range - the first days of the first and the last
   * @returns by first day; also of values that are made of nothing
   */
  async read(
    scope: string,
    { kpi, column }: { kpi: string; column: string },
    [from, to]: [string, string],
  ): Promise<Map<string, Classes>> {
    const rows: { period: number; classes: string }[] = await this.knex(
      'scope_classes',
    )
      .select('period', 'classes')
      .where({ scope, kpi, by_column: column })
      .whereBetween('period', [toEpochDay(from), toEpochDay(to)]);
    return new Map(
      rows.map(({ period: day, classes }) => [
        fromEpochDay(day),
        readClasses(classes).classes,
      ]),
    );
  }
}

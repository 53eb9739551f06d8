import { RecordFilter } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Engine } from '../engine/Engine';
import {
  columnName,
  listColumn,
  textColumn,
  valuesColumn,
} from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { RECORD_TABLE } from '../table/RecordTable';
import { filterSql } from './filterSql';

/** Whether a filter fits a record: a column of `records`. */
export function fitsColumn(filter: RecordFilter): string {
  return columnName('fits', JSON.stringify(filter));
}

/**
 * Makes a view of a table, by default `records` of the table of records: which columns are lists is known only
 * when all rows were read, so that filters and lists of values are made part of it then.
 *
 * @param uses - the filters that are asked for, and the columns whose values are
 * @param declared - how columns are read
 */
export async function createRecords(
  engine: Engine,
  uses: { filters: RecordFilter[]; values: string[] },
  declared: DeclaredColumns,
  { view, table } = { view: 'records', table: RECORD_TABLE },
): Promise<void> {
  const fits = uses.filters.map(
    filter => `${filterSql(filter, declared)} as ${fitsColumn(filter)}`,
  );
  const lists = uses.values.map(
    column =>
      `${
        declared.isList(column) ? listColumn(column) : `[${textColumn(column)}]`
      } as ${valuesColumn(column)}`,
  );
  await engine.run(
    `create or replace view ${view} as select ${['*', ...fits, ...lists].join(
      ', ',
    )} from ${table}`,
  );
}

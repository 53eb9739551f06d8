import { RecordFilter } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Engine } from '../engine/Engine';
import { columnName } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { RECORD_TABLE } from '../table/RecordTable';
import { filterSql } from './filterSql';

/** Whether a filter fits a record: a column of `records`. */
export function fitsColumn(filter: RecordFilter): string {
  return columnName('fits', JSON.stringify(filter));
}

/**
 * Makes the view `records` of the table of records: which columns are lists is known only
 * when all rows were read, so that filters are made part of it then.
 *
 * @param declared - how columns are read
 */
export async function createRecords(
  engine: Engine,
  filters: RecordFilter[],
  declared: DeclaredColumns,
): Promise<void> {
  const fits = filters.map(
    filter => `${filterSql(filter, declared)} as ${fitsColumn(filter)}`,
  );
  await engine.run(
    `create or replace view records as select ${['*', ...fits].join(
      ', ',
    )} from ${RECORD_TABLE}`,
  );
}

import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { createRecords, fitsColumn } from '../filters/fits';
import { ColumnUses, textColumn, typedColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { createRecordTable, RECORD_TABLE } from '../table/RecordTable';
import { StagedFile } from '../table/Stage';
import {
  backColumn,
  logColumn,
  logColumns,
  logFilters,
  LogValue,
  unreadColumn,
  wantedRows,
} from './LogValue';

/** The view of all rows, with the filters of {@link logFilters}. */
export const LOG = 'log';

/**
 * Makes the table of records, as {@link createRecordTable} does, with what is read of all
 * rows of each.
 *
 * @param identity - which rows are of one record, in which order
 */
export async function createLoggedRecords(
  engine: Engine,
  files: StagedFile[],
  declared: DeclaredColumns,
  uses: ColumnUses,
  name: string[],
  {
    key,
    version,
    values,
  }: { key: string[]; version: string; values: LogValue[] },
): Promise<void> {
  const { texts, instants } = logColumns(values);
  await createRecordTable(
    engine,
    files,
    declared,
    {
      texts: new Set([...texts, ...key]),
      instants: new Set([...instants, version]),
      numbers: new Set([version]),
    },
    [],
    {},
    'rows_of_log',
  );
  await createRecords(
    engine,
    { filters: logFilters(values), values: [] },
    declared,
    { view: LOG, table: 'rows_of_log' },
  );
  await createRecordTable(
    engine,
    files,
    declared,
    { ...uses, texts: new Set([...uses.texts, ...key]) },
    name,
    { key, version },
    'latest_rows',
  );
  const joined: string[] = [];
  for (const [index, value] of values.entries()) {
    const path = join(engine.directory, `log-${index}.parquet`);
    await engine.run(
      `copy (${valueSql(value, key, version)}) to ${textOf(
        path,
      )} (format parquet)`,
    );
    await engine.disk.takeFiles(path);
    joined.push(`left join read_parquet(${textOf(path)}) as log${index}
      on log${index}.record = ${recordSql(key, 'latest_rows.')}`);
  }
  const columns = values.flatMap((value, index) =>
    [logColumn, unreadColumn, backColumn].map(
      column => `log${index}.${column(value)}`,
    ),
  );
  await engine.run(
    `create view ${RECORD_TABLE} as select ${['latest_rows.*', ...columns].join(
      ', ',
    )} from latest_rows ${joined.join(' ')}`,
  );
}

/** SQL of what names a record: its key, or its row where all of that is blank. */
function recordSql(key: string[], from = ''): string {
  const columns = key.map(column => `${from}${textColumn(column)}`);
  return `(case when ${columns.map(column => `${column} is null`).join(' and ')}
    then {row: ${from}row, key: null::varchar[]}
    else {row: null::bigint, key: [${columns.join(', ')}]} end)`;
}

/** SQL of a value of each record. */
function valueSql(value: LogValue, key: string[], version: string): string {
  const at = typedColumn(value.at, 'instant');
  const written = `coalesce(${textColumn(value.at)}, '')`;
  // As the latest row is found, the other way round
  const order = [
    typedColumn(version, 'instant'),
    typedColumn(version, 'number'),
    textColumn(version),
  ].map(column => `${column} nulls first`);
  const from =
    'from' in value ? `ms(${typedColumn(value.from, 'instant')})` : 'null';
  const isUnread = `(is_asked and begun is null${
    'timeIn' in value ? '' : ' and fits'
  })`;
  return `with steps as (
    select *, lead(begun) over later as ended, lead(written) over later as ended_written,
      row_number() over later = count(*) over (partition by record, is_asked) as is_last,
      last_value(since) over (
        partition by record order by ${order.join(', ')}, row
        rows between unbounded preceding and unbounded following
      ) as opened
    from (
      select ${recordSql(
        key,
      )} as record, *, ms(${at}) as begun, ${written} as written,
        ${fitsColumn(wantedRows(value))} as fits, ${from} as since,
        ${value.among ? fitsColumn(value.among) : 'true'} as is_asked
      from ${LOG}
    )
    window later as (partition by record, is_asked order by ${order.join(
      ', ',
    )}, row)
  )
  select record, (${sumSql(value)})::bigint as ${logColumn(value)},
    arg_min(written, row) filter (${isUnread}) as ${unreadColumn(value)},
    arg_min(written || ' .. ' || ended_written, row)
      filter (is_asked and ended < begun) as ${backColumn(value)}
  from steps group by record`;
}

/** SQL of a value, of the steps of a record. */
function sumSql(value: LogValue): string {
  return 'timeIn' in value
    ? `case
        when bool_or(is_asked and fits and is_last) then null
        when bool_or(is_asked and fits) then sum(ended - begun) filter (is_asked and fits)
        else ${value.never ?? 'null'} end`
    : `min(begun - opened) filter (is_asked and fits and begun >= opened)`;
}

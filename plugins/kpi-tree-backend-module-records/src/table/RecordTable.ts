import { join } from 'node:path';
import { CSV_LIMITS } from '../engine/csv';
import { Engine } from '../engine/Engine';
import { nameOf, textOf } from '../engine/text';
import {
  columnName,
  ColumnUses,
  listColumn,
  textColumn,
  typedColumn,
  NAME_SEPARATOR,
  RECORD_SEPARATOR,
  VALUE_SEPARATOR,
} from './columns';
import { DeclaredColumns } from './DeclaredColumns';
import { CELL_SEPARATOR, StagedFile } from './Stage';

/** The table of {@link createRecordTable}. */
export const RECORD_TABLE = 'read_records';

/** What a row names, of all its columns that name something. */
const NAMES = nameOf('names');

/** A column as it was staged, in {@link selectStaged}. */
export const staged = (column: string) => columnName('staged', column);

/** Which rows are of one record, and which of them counts. */
export type Identity = {
  /** The columns that name a record; a row in which all are blank is a record itself. */
  key?: string[];
  /** The column by which the latest row of a record counts; without it, the first. */
  version?: string;
};

/**
 * Makes a table of what was staged: a row for each record in their order, with its number,
 * its place, what it names, and the columns that somebody reads, as text, as the values of a
 * list, and as what they stand for.
 *
 * A record of which the latest row counts names what that row names. Otherwise its rows are
 * what a join made of it, and it names what any of them does.
 *
 * @param name - the columns whose texts say which entities a record is about
 * @param table - what it is called
 */
export async function createRecordTable(
  engine: Engine,
  files: StagedFile[],
  declared: DeclaredColumns,
  uses: ColumnUses,
  name: string[],
  { key = [], version }: Identity = {},
  table = RECORD_TABLE,
): Promise<void> {
  const path = join(engine.directory, `${table}.parquet`);
  const read = new Set([
    ...uses.texts,
    ...uses.instants,
    ...uses.numbers,
    ...name,
  ]);
  const all = new Set([...read, ...key, ...(version ? [version] : [])]);
  const from = selectStaged(files, all, declared);
  const named = name.map(column => `coalesce(${staged(column)}, '')`);
  const rows = `(select *, ${
    named.join(` || '${NAME_SEPARATOR}' || `) || "''"
  } as ${NAMES} from ${from})`;
  const shown = (column: string) =>
    declared.isList(column)
      ? `replace(${staged(column)}, '${VALUE_SEPARATOR}', ', ')`
      : staged(column);
  const columns = [
    'row',
    'place',
    `${NAMES} as name`,
    ...[...read].map(column => `${shown(column)} as ${textColumn(column)}`),
    ...[...uses.texts]
      .filter(column => declared.isList(column))
      .map(
        column =>
          `string_split(${staged(
            column,
          )}, '${VALUE_SEPARATOR}') as ${listColumn(column)}`,
      ),
    ...(['instant', 'number'] as const).flatMap(type =>
      [...uses[`${type}s`]].map(
        column =>
          `${declared.typed(column, type, shown(column))} as ${typedColumn(
            column,
            type,
          )}`,
      ),
    ),
  ];
  const records = key.length ? oneOfEach(rows, declared, key, version) : rows;
  await engine.run(
    `copy (select ${columns.join(', ')} from ${records}) to ${textOf(
      path,
    )} (format parquet)`,
  );
  await engine.disk.takeFiles(path);
  await engine.run(
    `create view ${table} as select * from read_parquet(${textOf(path)})`,
  );
}

/** SQL of one row of each record. */
function oneOfEach(
  rows: string,
  declared: DeclaredColumns,
  key: string[],
  version: string | undefined,
): string {
  const keys = key.map(staged);
  const isBlank = keys.map(column => `${column} is null`).join(' and ');
  const record = `partition by ${keys.join(
    ', ',
  )}, case when ${isBlank} then row end`;
  if (version === undefined) {
    return `(select * replace (
      array_to_string(list_sort(list_distinct(list(${NAMES}) over (${record}))), '${RECORD_SEPARATOR}') as ${NAMES}
    ) from ${rows} qualify row_number() over (${record} order by row) = 1)`;
  }
  // Dates and numbers by what they are, other texts by their letters
  const text = staged(version);
  const latest = [
    declared.typed(version, 'instant', text),
    declared.typed(version, 'number', text),
    text,
  ]
    .map(value => `${value} desc nulls last`)
    .join(', ');
  return `(select * from ${rows} qualify row_number() over (${record} order by ${latest}, row desc) = 1)`;
}

/** SQL of the rows that were staged, with some of their columns, each as {@link staged}. */
export function selectStaged(
  files: StagedFile[],
  columns: Set<string>,
  declared: DeclaredColumns,
): string {
  return `(${files
    .map(file => selectOf(file, columns, declared))
    .join(' union all ')})`;
}

function selectOf(
  { path, columns }: StagedFile,
  all: Set<string>,
  declared: DeclaredColumns,
): string {
  const types = [
    "row: 'BIGINT'",
    "place: 'VARCHAR'",
    ...columns.map((_, index) => `c${index}: 'VARCHAR'`),
  ];
  const named = [...all].map(column => {
    const index = columns.indexOf(column);
    return `${
      index < 0 ? 'null::varchar' : declared.staged(column, `c${index}`)
    } as ${staged(column)}`;
  });
  return `select ${['row', 'place', ...named].join(
    ', ',
  )} from read_csv(${textOf(path)}, columns = {${types.join(
    ', ',
  )}}, auto_detect = false, header = false, delim = '${CELL_SEPARATOR}', quote = '"', escape = '"', comment = '', new_line = '\\n', ${CSV_LIMITS})`;
}

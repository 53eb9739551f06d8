import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { nameOf, textOf } from '../engine/text';
import { StagedFile } from './Stage';

/** How a column is read besides its text. */
export type ColumnType = 'instant' | 'number';

/** The columns that somebody reads, and how. */
export type ColumnUses = {
  texts: ReadonlySet<string>;
  instants: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
};

/** Between the text that names entities and the id of what it names. */
export const NAME_SEPARATOR = '\u001F';

/** Between what several rows of a record name. */
export const RECORD_SEPARATOR = '\u001E';

/** The text of a column in SQL, null where it is blank. */
export const textColumn = (column: string) => nameOf(`text:${column}`);

/** A column as instant or number, null where it is blank or neither. */
export const typedColumn = (column: string, type: ColumnType) =>
  nameOf(`${type}:${column}`);

/** Whether the text of a column is neither blank nor of its type. */
export const isMistaken = (column: string, type: ColumnType) =>
  `(${textColumn(column)} is not null and ${typedColumn(
    column,
    type,
  )} is null)`;

/** A column that no source has. */
const NAMES = nameOf('\u001F names');

/** Which rows are of one record, and which of them counts. */
export type Identity = {
  /** The columns that name a record; a row in which all are blank is a record itself. */
  key?: string[];
  /** The column by which the latest row of a record counts; without it, the first. */
  version?: string;
};

/**
 * Makes the table `records` of what was staged: a row for each record in their order, with
 * its number, its place, what it names, and the columns that somebody reads, as text and as
 * what it stands for.
 *
 * A record of which the latest row counts names what that row names. Otherwise its rows are
 * what a join made of it, and it names what any of them does.
 *
 * @param name - the columns whose texts say which entities a record is about
 */
export async function createRecordTable(
  engine: Engine,
  files: StagedFile[],
  uses: ColumnUses,
  name: string[],
  { key = [], version }: Identity = {},
): Promise<void> {
  const path = join(engine.directory, 'records.parquet');
  const read = new Set([
    ...uses.texts,
    ...uses.instants,
    ...uses.numbers,
    ...name,
  ]);
  const all = new Set([...read, ...key, ...(version ? [version] : [])]);
  const staged = `(${files
    .map(file => selectOf(file, all))
    .join(' union all ')})`;
  const named = name.map(column => `coalesce(${nameOf(column)}, '')`);
  const rows = `(select *, ${
    named.join(` || '${NAME_SEPARATOR}' || `) || "''"
  } as ${NAMES} from ${staged})`;
  const columns = [
    'row',
    'place',
    `${NAMES} as name`,
    ...[...read].map(column => `${nameOf(column)} as ${textColumn(column)}`),
    ...(['instant', 'number'] as const).flatMap(type =>
      [...uses[`${type}s`]].map(
        column => `${type}(${nameOf(column)}) as ${typedColumn(column, type)}`,
      ),
    ),
  ];
  const from = key.length ? oneOfEach(rows, key, version) : rows;
  await engine.run(
    `copy (select ${columns.join(', ')} from ${from}) to ${textOf(
      path,
    )} (format parquet)`,
  );
  await engine.run(
    `create view records as select * from read_parquet(${textOf(path)})`,
  );
}

/** SQL of one row of each record. */
function oneOfEach(
  rows: string,
  key: string[],
  version: string | undefined,
): string {
  const keys = key.map(nameOf);
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
  const text = nameOf(version);
  const latest = [`instant(${text})`, `number(${text})`, text]
    .map(value => `${value} desc nulls last`)
    .join(', ');
  return `(select * from ${rows} qualify row_number() over (${record} order by ${latest}, row desc) = 1)`;
}

function selectOf({ path, columns }: StagedFile, all: Set<string>): string {
  const types = [
    "row: 'BIGINT'",
    "place: 'VARCHAR'",
    ...columns.map((_, index) => `c${index}: 'VARCHAR'`),
  ];
  const named = [...all].map(column => {
    const index = columns.indexOf(column);
    return `${index < 0 ? 'null::varchar' : `c${index}`} as ${nameOf(column)}`;
  });
  return `select ${['row', 'place', ...named].join(
    ', ',
  )} from read_csv(${textOf(path)}, columns = {${types.join(
    ', ',
  )}}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', comment = '', new_line = '\\n', max_line_size = 16777216)`;
}

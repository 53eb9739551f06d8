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

/**
 * Makes the table `records` of what was staged: a row for each record in their order, with
 * its number, its place, what it names, and the columns that somebody reads, as text and as
 * what it stands for.
 *
 * @param name - the columns whose texts say which entities a record is about
 */
export async function createRecordTable(
  engine: Engine,
  files: StagedFile[],
  uses: ColumnUses,
  name: string[],
): Promise<void> {
  const path = join(engine.directory, 'records.parquet');
  const all = new Set([
    ...uses.texts,
    ...uses.instants,
    ...uses.numbers,
    ...name,
  ]);
  const texts = [...all].map(
    column => `${nameOf(column)} as ${textColumn(column)}`,
  );
  const typed = (['instant', 'number'] as const).flatMap(type =>
    [...uses[`${type}s`]].map(
      column => `${type}(${nameOf(column)}) as ${typedColumn(column, type)}`,
    ),
  );
  const named = name.map(column => `coalesce(${nameOf(column)}, '')`);
  const columns = [
    'row',
    'place',
    `${named.join(` || '${NAME_SEPARATOR}' || `) || "''"} as name`,
    ...texts,
    ...typed,
  ];
  await engine.run(
    `copy (select ${columns.join(', ')} from (${files
      .map(file => selectOf(file, all))
      .join(' union all ')})) to ${textOf(path)} (format parquet)`,
  );
  await engine.run(
    `create view records as select * from read_parquet(${textOf(path)})`,
  );
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

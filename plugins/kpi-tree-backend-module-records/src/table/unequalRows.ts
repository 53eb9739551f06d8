import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { DeclaredColumns } from './DeclaredColumns';
import { selectStaged, staged } from './RecordTable';
import { StagedFile } from './Stage';

/**
 * Columns in which the rows of one record differ, though nothing says which row is the latest:
 * only the first counts, which may be what the record was long ago, or one of several rows
 * that a filter asks for.
 *
 * @param columns - what is read of a record, other than what it names
 */
export async function unequalRows(
  engine: Engine,
  files: StagedFile[],
  declared: DeclaredColumns,
  columns: string[],
  key: string[],
): Promise<RowError[]> {
  const read = columns.filter(column => !key.includes(column));
  if (!read.length) {
    return [];
  }
  const keys = key.map(staged);
  const rows = `(select * from ${selectStaged(
    files,
    new Set([...read, ...key]),
    declared,
  )} where ${keys.map(column => `${column} is not null`).join(' or ')})`;
  // Numbers go to disk where there are many, texts of an aggregate do not
  const hash = (column: string) => `hash(coalesce(${staged(column)}, ''))`;
  const differ = read.map(
    (column, index) =>
      `min(${hash(column)}) <> max(${hash(column)}) as d${index}`,
  );
  const any = read.map((_, index) => `d${index}`).join(' or ');
  const found = await engine.all<(number | boolean | null)[]>(
    `select count(*)::double, min(first)::double, ${read
      .map((_, index) => `bool_or(d${index})`)
      .join(', ')}
    from (select min(row) as first, ${differ.join(', ')}
      from ${rows} group by ${keys.join(', ')})
    where ${any}`,
  );
  const [records, first, ...inColumns] = found[0];
  if (!records) {
    return [];
  }
  const same = keys
    .map(column => `one.${column} is not distinct from other.${column}`)
    .join(' and ');
  const places = await engine.all<[string]>(
    `select other.place from ${rows} one join ${rows} other on ${same}
    where one.row = $1::bigint order by other.row limit 2`,
    [first as number],
  );
  const names = read.filter((_, index) => inColumns[index]);
  return [
    {
      message: `rows of one record have different values in ${names.join(
        ', ',
      )}, and only the first row counts: say with version which column tells the latest, or let each record have one row`,
      where: places.join(' and '),
      rows: records as number,
    },
  ];
}

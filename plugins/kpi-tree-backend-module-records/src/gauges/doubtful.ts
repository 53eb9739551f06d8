import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { textColumn, typedColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';

/** Written as 1.234 or 12.345.678: with a point before the decimals, or between thousands. */
const GROUPS = '[+-]?[1-9]\\d{0,2}\\.\\d{3}';

/**
 * Numbers of a file of which each that has a point has three digits behind it: `1.234` may be
 * 1.234 or 1234. What columns of the source say of one is believed.
 */
export async function doubtfulNumbers(
  engine: Engine,
  columns: string[],
  declared: DeclaredColumns,
): Promise<RowError[]> {
  const errors: RowError[] = [];
  for (const column of columns.filter(one => !declared.isTyped(one))) {
    const text = textColumn(column);
    const [[isInDoubt, rows, place, example]] = await engine.all<
      [boolean | null, number, string, string]
    >(
      `select bool_and(regexp_full_match(${text}, '${GROUPS}')), count(*)::double,
        arg_min(place, row), arg_min(${text}, row)
      from records where contains(${text}, '.')`,
    );
    if (isInDoubt) {
      const name = JSON.stringify(column);
      errors.push({
        message: `${column} is read with a point before its decimals, but each has three digits behind it, as thousands have: say under columns of the source ${name}: { type: number, decimal: "." }, or ${name}: { type: number, decimal: ",", thousands: "." }`,
        where: `${place}: ${shown(column, example, declared)}`,
        rows,
      });
    }
  }
  return errors;
}

/**
 * Dates by which systems say that there is none, as all that they count begins there: they are
 * read as they are written, and a duration since then is long.
 */
export async function doubtfulDates(
  engine: Engine,
  columns: string[],
  declared: DeclaredColumns,
): Promise<RowError[]> {
  const errors: RowError[] = [];
  for (const column of columns) {
    const instant = typedColumn(column, 'instant');
    const text = textColumn(column);
    const [[rows, place, example]] = await engine.all<[number, string, string]>(
      `select count(*)::double, arg_min(place, row), arg_min(${text}, row)
      from records
      where ${instant} in (timestamptz '1970-01-01 00:00:00+00', timestamptz '1900-01-01 00:00:00+00',
        timestamptz '1970-01-01', timestamptz '1900-01-01')`,
    );
    if (rows) {
      const value = shown(column, example, declared);
      errors.push({
        message: `${column} is a date from which systems count, which often stands for none: if so, say under columns of the source ${JSON.stringify(
          column,
        )}: { missing: [${value || '...'}] }`,
        where: `${place}: ${value}`,
        rows,
      });
    }
  }
  return errors;
}

function shown(
  column: string,
  text: string,
  declared: DeclaredColumns,
): string {
  return declared.isShown(column) === false ? '' : JSON.stringify(text);
}

import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { textColumn } from '../table/columns';

/** Columns that usually name a record. */
const USUAL =
  /^(id|iid|key|number|sys_id|issue[ _]?(id|key|number)|(ticket|incident|case|change|request)([ _]?(id|key|number))?)$/i;

/** Whether a column usually names a record, by how it is called. */
export function usuallyNamesRecord(column: string): boolean {
  return USUAL.test(column);
}

/**
 * Whether rows seem to be several of one record, where nothing says what names a record: a
 * join repeats them, or a log has one for each change.
 *
 * @param columns - those of the records that usually name one
 */
export async function repeatedRows(
  engine: Engine,
  columns: string[],
): Promise<RowError[]> {
  const repeated: RowError[] = [];
  for (const column of columns) {
    const text = textColumn(column);
    // Numbers go to disk where there are many, texts of an aggregate do not
    const [[values, rows, example, first, last]] = await engine.all<
      [number, number, string | null, number, number]
    >(
      `select count(*)::double, sum(rows)::double, arg_min(value, first),
        min(first)::double, arg_min(last, first)::double
      from (
        select ${text} as value, count(*) as rows, min(row) as first, max(row) as last
        from records where ${text} is not null group by value having count(*) > 1
      )`,
    );
    if (!values) {
      // It names each record, or nothing at all
      const [[known]] = await engine.all<[number]>(
        `select count(${text})::double from records`,
      );
      if (known) {
        return [];
      }
      continue;
    }
    const places = await engine.all<[string]>(
      'select place from records where row in ($1::bigint, $2::bigint) order by row',
      [first, last],
    );
    repeated.push({
      message: `${column} has values that are in several rows, and each row counts: if it names a record, configure key: [${JSON.stringify(
        column,
      )}], so that each record counts once, and version with the column that says which row is the latest`,
      where: `${places.join(' and ')}: ${JSON.stringify(example)}`,
      rows,
    });
  }
  return repeated.slice(0, 1);
}

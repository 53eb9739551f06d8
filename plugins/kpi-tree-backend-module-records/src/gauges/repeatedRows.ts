import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { textColumn, typedColumn } from '../table/columns';

/** Columns that usually name a record. */
const USUAL =
  /^(id|iid|key|number|sys_id|issue[ _]?(id|key|number)|(ticket|incident|case|change|request)([ _]?(id|key|number))?)$/i;

/** Words by which other columns may name a record. */
const WORDS = new Set([
  ...[
    'id',
    'no',
    'nr',
    'num',
    'number',
    'nummer',
    'numero',
    'key',
    'guid',
    'uuid',
  ],
  ...[
    'ref',
    'reference',
    'record',
    'ticket',
    'task',
    'issue',
    'incident',
    'inc',
  ],
  ...[
    'case',
    'change',
    'request',
    'problem',
    'bug',
    'defect',
    'vorgang',
    'order',
  ],
]);

/** Words of what records have in common. */
const SHARED =
  /^(user|customer|client|person|people|assignee|assigned|owner|reporter|caller|group|team|service|system|app|application|project|component|product|host|device|ci|cmdb|company|account|parent|category|release|version|sprint|build|location|site|region)s?$/;

/** Whether a column may name a record, by how it is called. */
export function mayNameRecord(column: string): boolean {
  return USUAL.test(column) || seemsToName(column);
}

function seemsToName(column: string): boolean {
  const words = column
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}]+/u);
  return (
    words.some(word => WORDS.has(word) || /.(nummer|number)$/.test(word)) &&
    !words.some(word => SHARED.test(word))
  );
}

/**
 * Whether rows seem to be several of one record, where nothing says what names a record: a
 * join repeats them, or a log has one for each change. A column that is not called as usual
 * seems to name one if all rows with one of its values have the same time of day.
 *
 * @param columns - those of the records that may name one
 * @param times - the columns by which records count in a period
 */
export async function repeatedRows(
  engine: Engine,
  columns: string[],
  times: string[],
): Promise<RowError[]> {
  const repeated: RowError[] = [];
  const usual = columns.filter(column => USUAL.test(column));
  const others = columns.filter(column => !USUAL.test(column));
  for (const column of [...usual, ...others]) {
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
        return repeated.filter(() => !USUAL.test(column));
      }
      continue;
    }
    if (!USUAL.test(column) && !(await haveOneTime(engine, column, times))) {
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

/** Whether all rows with a value of a column have one time, which is more than a day. */
async function haveOneTime(
  engine: Engine,
  column: string,
  times: string[],
): Promise<boolean> {
  for (const time of times) {
    const instant = typedColumn(time, 'instant');
    const [[isOne]] = await engine.all<[boolean | null]>(
      `select bool_and(least = most) and bool_or(least <> date_trunc('day', least))
      from (
        select min(${instant}) as least, max(${instant}) as most from records
        where ${textColumn(column)} is not null
        group by ${textColumn(column)} having count(*) > 1
      )`,
    );
    if (isOne) {
      return true;
    }
  }
  return false;
}

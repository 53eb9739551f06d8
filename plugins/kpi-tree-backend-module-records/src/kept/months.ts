import { nameOf, textOf } from '../engine/text';
import { listColumn, textColumn, typedColumn } from '../table/columns';
import { KeptColumns } from './KeptColumns';

/** The month of a record that has no time. */
export const NO_MONTH = 'none';

/** SQL of the month by which a record is kept. */
export function monthSql({ time }: KeptColumns): string {
  if (time === undefined) {
    return textOf(NO_MONTH);
  }
  const instant = typedColumn(time, 'instant');
  return `(case when isfinite(${instant}) then strftime(${instant}, '%Y-%m') else ${textOf(
    NO_MONTH,
  )} end)`;
}

/** SQL of what a record says, wherever it stands. */
export function contentSql({ uses, lists, logs }: KeptColumns): string {
  return `hash(${[
    nameOf('name'),
    ...uses.texts.map(textColumn).sort(),
    ...lists.map(listColumn).sort(),
    ...uses.instants.map(textColumn).sort(),
    ...uses.numbers.map(textColumn).sort(),
    // What texts stand for changes with what the configuration says of a column
    ...uses.instants.map(column => typedColumn(column, 'instant')).sort(),
    ...uses.numbers.map(column => typedColumn(column, 'number')).sort(),
    ...[...logs].sort(),
  ].join(', ')})`;
}

/** What a group without records is. */
export const NO_RECORDS = ' 0';

/** SQL of what the records of a group are, whatever their order. */
export function hashSql(of: string): string {
  return `coalesce(sum(${of}::hugeint)::varchar, '') || ' ' || count(*)`;
}

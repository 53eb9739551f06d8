import { nameOf } from '../engine/text';

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

/** Between the values of a list. */
export const VALUE_SEPARATOR = '\u001D';

/**
 * The name of a column in SQL, where upper and lower case of names are the same: what comes
 * of `Status` and of `status` is not.
 */
export function columnName(kind: string, column: string): string {
  const spelled = column
    .replace(/[\^\p{Lu}\p{Lt}]/gu, '^$&')
    // The end of a statement
    .replaceAll('\0', '^0');
  return nameOf(`${kind}:${spelled}`);
}

/** The text of a column in SQL, null where it is blank; of a list, to be shown. */
export const textColumn = (column: string) => columnName('text', column);

/** The values of a column that is a list in some record, null where there are none. */
export const listColumn = (column: string) => columnName('list', column);

/** The values of a column, be it a list or not; a null in it is none. */
export const valuesColumn = (column: string) => columnName('values', column);

/** A column as instant or number, null where it is blank or neither. */
export const typedColumn = (column: string, type: ColumnType) =>
  columnName(type, column);

/** Whether the text of a column is neither blank nor of its type. */
export const isMistaken = (column: string, type: ColumnType) =>
  `(${textColumn(column)} is not null and ${typedColumn(
    column,
    type,
  )} is null)`;

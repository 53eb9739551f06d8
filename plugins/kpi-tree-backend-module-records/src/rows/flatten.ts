import { Row } from './RowReader';

/** Between the values of a list that become one cell. */
const LIST_SEPARATOR = '|';

const SQL_INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * Makes a row of a JSON object: what is nested has columns such as
 * `status.name`, a list of plain values is one cell with `|` between them, and of a
 * list of objects each column is such a cell. Nothing is the empty text.
 *
 * @param options - `utc`: whether instants without a zone are in UTC
 */
export function flatten(value: unknown, options: { utc?: boolean } = {}): Row {
  const row: Record<string, string> = {};
  add(row, '', value, options.utc ?? false);
  return row;
}

function add(
  row: Record<string, string>,
  column: string,
  value: unknown,
  utc: boolean,
): void {
  if (Array.isArray(value)) {
    addList(row, column, value, utc);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') {
        continue;
      }
      add(row, column ? `${column}.${key}` : key, inner, utc);
    }
  } else if (column) {
    row[column] = toText(value, utc);
  }
}

function addList(
  row: Record<string, string>,
  column: string,
  list: unknown[],
  utc: boolean,
): void {
  const cells = new Map<string, string[]>();
  for (const item of list) {
    const one: Record<string, string> = {};
    add(one, column, item, utc);
    for (const [key, text] of Object.entries(one)) {
      cells.set(key, [...(cells.get(key) ?? []), text]);
    }
  }
  if (!cells.size) {
    row[column] = '';
  }
  cells.forEach((texts, key) => {
    row[key] = texts.join(LIST_SEPARATOR);
  });
}

function toText(value: unknown, utc: boolean): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    // MariaDB has days that are none
    return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  }
  const text = String(value);
  return utc && SQL_INSTANT.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}

/**
 * What is at a path such as `data.items` in JSON; the value itself for an empty
 * path.
 */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      value,
    );
}

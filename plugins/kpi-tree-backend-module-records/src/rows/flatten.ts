import { Cell, Row } from './RowReader';

const SQL_INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * Makes a row of a JSON object: what is nested has columns such as
 * `status.name`, a list of plain values is one cell with a list, and of a list of objects
 * each column is such a cell. Nothing is the empty text.
 *
 * @param options - `utc`: whether instants without a zone are in UTC
 */
export function flatten(value: unknown, options: { utc?: boolean } = {}): Row {
  const row: Record<string, Cell> = {};
  add(row, '', value, options.utc ?? false);
  return row;
}

function add(
  row: Record<string, Cell>,
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
  row: Record<string, Cell>,
  column: string,
  list: unknown[],
  utc: boolean,
): void {
  const cells = new Map<string, string[]>();
  for (const item of list) {
    const one: Record<string, Cell> = {};
    add(one, column, item, utc);
    for (const [key, cell] of Object.entries(one)) {
      const texts = cells.get(key) ?? [];
      cells.set(key, texts);
      // One by one: a call has no room for very long lists
      for (const text of typeof cell === 'string' ? [cell] : cell) {
        texts.push(text);
      }
    }
  }
  if (!cells.size) {
    row[column] = [];
  }
  cells.forEach((texts, key) => {
    row[key] = texts;
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

import { Cell, Row } from './RowReader';

/** Where the cells of each column are: several of one name are a list. */
export function columnsOf(header: string[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  header.forEach((name, index) => {
    // Spreadsheets have columns after the last one
    if (name !== '') {
      columns.set(name, [...(columns.get(name) ?? []), index]);
    }
  });
  return columns;
}

/** A row of cells by the columns of its table. */
export function toRow(
  columns: Map<string, number[]>,
  cellAt: (index: number) => string,
): Row {
  const row: Record<string, Cell> = Object.create(null);
  for (const [name, [first, ...more]] of columns) {
    row[name] = more.length ? [first, ...more].map(cellAt) : cellAt(first);
  }
  return row;
}

/** Reads one table after the other, and says which have not the columns of the first. */
export async function* readTables<T extends { name: string }, R>(
  files: T[],
  read: (file: T) => AsyncGenerator<R, string[]>,
): AsyncGenerator<R | { where: string; error: string }> {
  let first: { name: string; columns: string[] } | undefined;
  for (const file of files) {
    const columns = yield* read(file);
    first ??= { name: file.name, columns };
    const missing = first.columns.filter(name => !columns.includes(name));
    if (missing.length) {
      yield {
        where: file.name,
        error: `the file has no column ${missing.join(', ')}, which ${
          first.name
        } has: its rows are blank there`,
      };
    }
  }
}

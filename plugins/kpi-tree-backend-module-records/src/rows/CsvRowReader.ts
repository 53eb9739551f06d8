import { InputError, NotFoundError } from '@backstage/errors';
import { readCsv } from '@internal/kpi-tree';
import { nameOf, openText, TextLocation } from './openText';
import { DateOrder, toIso } from '../writtenDates';
import { Cell, ReadOptions, ReadRow, Row, RowReader } from './RowReader';

/**
 * Reads CSV with a header line, of a file or a URL, as RFC 4180 says. Columns that have the
 * same name, as Jira exports those that are lists, are one. A row that cannot be read is one
 * with an error.
 */
export class CsvRowReader implements RowReader {
  constructor(
    private readonly options: TextLocation & {
      delimiter: string;
      dates: DateOrder;
    },
  ) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { path, delimiter, dates, key } = this.options;
    const name = nameOf(this.options);
    const input = await openText(this.options, signal);
    try {
      const { header, records } = await readCsv(input, { delimiter });
      const columns = columnsOf(header);
      for await (const part of records()) {
        for (const { line, cells, mistake } of part) {
          signal.throwIfAborted();
          const where = `${name} line ${line}`;
          yield mistake === undefined
            ? { where, row: toRow(columns, cells, dates) }
            : { where, error: mistake };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof InputError
        ? new InputError(`${key} is ${path}, which is not a CSV file`, error)
        : new NotFoundError(`${key} is ${path}, which cannot be read`, error);
    } finally {
      input.destroy();
    }
  }
}

/** Where the cells of each column are: several of one name are a list. */
function columnsOf(header: string[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  header.forEach((name, index) => {
    // Spreadsheets write delimiters after the last column
    if (name !== '') {
      columns.set(name, [...(columns.get(name) ?? []), index]);
    }
  });
  return columns;
}

function toRow(
  columns: Map<string, number[]>,
  cells: string[],
  dates: DateOrder,
): Row {
  const row: Record<string, Cell> = Object.create(null);
  for (const [name, [first, ...more]] of columns) {
    row[name] = more.length
      ? [first, ...more].map(index => toIso(cells[index], dates))
      : toIso(cells[first], dates);
  }
  return row;
}

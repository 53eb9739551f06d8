import { InputError, NotFoundError } from '@backstage/errors';
import { readCsv } from '@internal/kpi-tree';
import { DateOrder, toIso } from '../writtenDates';
import { FileLocation, filesAt, FoundFile, isSeveral } from './files';
import { Cell, ReadOptions, ReadRow, Row, RowReader } from './RowReader';

/**
 * Reads CSV with a header line, of files or URLs, as RFC 4180 says. Columns that have the
 * same name, as Jira exports those that are lists, are one. A row that cannot be read is one
 * with an error.
 */
export class CsvRowReader implements RowReader {
  constructor(
    private readonly options: FileLocation & {
      /** Without it, that of a comma, semicolon, tab or bar which the header has most. */
      delimiter?: string;
      dates: DateOrder;
    },
  ) {}

  get isUneven(): boolean {
    return isSeveral(this.options);
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    let first: { name: string; columns: string[] } | undefined;
    for (const file of await filesAt(this.options, signal)) {
      const columns = yield* this.readFile(file, signal);
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

  /** @returns the columns of the file */
  private async *readFile(
    { name, open }: FoundFile,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow, string[]> {
    const { path, delimiter, dates, key } = this.options;
    const input = await open();
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
      return [...columns.keys()];
    } catch (error) {
      signal.throwIfAborted();
      const which = path.endsWith(name) ? '' : ` in ${name}`;
      throw error instanceof InputError
        ? new InputError(
            `${key} is ${path}, which is not a CSV file${which}`,
            error,
          )
        : new NotFoundError(
            `${key} is ${path}, which cannot be read${which}`,
            error,
          );
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

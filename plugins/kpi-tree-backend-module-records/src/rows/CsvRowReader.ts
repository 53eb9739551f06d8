import { InputError, NotFoundError } from '@backstage/errors';
import { readCsv } from '@internal/kpi-tree';
import { DateOrder, toIso } from '../writtenDates';
import { FileLocation, filesAt, FoundFile, isSeveral } from './files';
import { PlainRows, ReadOptions, ReadRow, RowReader } from './RowReader';
import { columnsOf, readTables, toRow } from './table';

/**
 * Reads CSV with a header line, of files or URLs, as RFC 4180 says. Columns that have the
 * same name, as Jira exports those that are lists, are one. A row that cannot be read is one
 * with an error.
 */
export class CsvRowReader implements RowReader {
  readonly headerAfter = 'lines';
  header?: readonly string[];

  constructor(
    private readonly options: FileLocation & {
      /** Without it, that of a comma, semicolon, tab or bar which the first rows agree on. */
      delimiter?: string;
      /** How many lines are before the header. */
      skip?: number;
      dates: DateOrder;
    },
  ) {}

  get isUneven(): boolean {
    return isSeveral(this.options);
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const files = await filesAt(this.options, signal);
    for await (const read of readTables(files, file =>
      this.readFile(file, signal),
    )) {
      yield read as ReadRow;
    }
  }

  async *readPlain({
    signal,
  }: ReadOptions): AsyncIterable<ReadRow | { plain: PlainRows }> {
    const files = await filesAt(this.options, signal);
    yield* readTables(files, file => this.readFile(file, signal, true));
  }

  /** @returns the columns of the file */
  private async *readFile(
    { name, open }: FoundFile,
    signal: AbortSignal,
    withPlain = false,
  ): AsyncGenerator<ReadRow | { plain: PlainRows }, string[]> {
    const { path, delimiter, skip, dates, key } = this.options;
    const input = await open();
    try {
      const table = await readCsv(input, { delimiter, skip });
      const { header } = table;
      const columns = columnsOf(header);
      const named = header.filter(Boolean);
      this.header = [...columns.keys()];
      // Dates are rewritten, and columns of one name put together, row by row
      const isPlain =
        withPlain && dates === 'iso' && named.length === columns.size;
      const parts = isPlain ? table.recordsOrLines() : table.records();
      for await (const part of parts) {
        signal.throwIfAborted();
        if (!Array.isArray(part)) {
          const place = `${name} line `;
          const { delimiter: by } = table;
          yield { plain: { ...part, columns: header, delimiter: by, place } };
          continue;
        }
        for (const { line, cells, mistake } of part) {
          signal.throwIfAborted();
          const where = `${name} line ${line}`;
          yield mistake === undefined
            ? {
                where,
                row: toRow(columns, index => toIso(cells[index], dates)),
              }
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

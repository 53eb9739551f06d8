import { InputError, NotFoundError } from '@backstage/errors';
import { readCsv } from '@internal/kpi-tree';
import { nameOf, openText, TextLocation } from './openText';
import { DateOrder, toIso } from '../writtenDates';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/**
 * Reads CSV with a header line, of a file or a URL, as RFC 4180 says. A row that cannot be
 * read is one with an error.
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
      for await (const part of records()) {
        for (const { line, cells, mistake } of part) {
          signal.throwIfAborted();
          const where = `${name} line ${line}`;
          yield mistake === undefined
            ? { where, row: toRow(header, cells, dates) }
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

function toRow(
  header: string[],
  cells: string[],
  dates: DateOrder,
): Record<string, string> {
  return Object.fromEntries(
    header.map((name, index) => [name, toIso(cells[index], dates)]),
  );
}

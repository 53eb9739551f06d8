import { InputError } from '@backstage/errors';
import { Readable } from 'node:stream';
import { Workbook } from '../excel/Workbook';
import { DateOrder, toIso } from '../writtenDates';
import { FileLocation, filesAt, FoundFile, isSeveral } from './files';
import { ReadOptions, ReadRow, RowReader } from './RowReader';
import { columnsOf, readTables, toRow } from './table';

/** A larger file is not read, as it is held in memory. */
const LARGEST_MB = 100;

/**
 * Reads a sheet of files of Excel, of which the first row that is not empty, behind those that
 * are skipped, is the header. Numbers are as exact as the file has them, dates are ISO 8601 without a zone, and formulas
 * are the values that they had when the file was saved.
 */
export class ExcelRowReader implements RowReader {
  readonly headerAfter = 'rows';
  header?: readonly string[];

  constructor(
    private readonly options: FileLocation & {
      /** Its name; without it, the first one that is not hidden. */
      sheet?: string;
      /** How many rows are before the header. */
      skip?: number;
      /** How dates are written that are texts. */
      dates?: DateOrder;
    },
  ) {}

  get isUneven(): boolean {
    return isSeveral(this.options);
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const files = await filesAt(this.options, signal);
    yield* readTables(files, file => this.readFile(file, signal));
  }

  /** @returns the columns of the file */
  private async *readFile(
    { name, open }: FoundFile,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow, string[]> {
    const { skip = 0, dates = 'iso' } = this.options;
    const bytes = await bytesOf(await open(), name);
    let columns: Map<string, number[]> | undefined;
    try {
      const workbook = await Workbook.open(bytes);
      for await (const { sheet, rows } of workbook.rows(this.options.sheet)) {
        for (const { number, cells, mistake } of rows) {
          signal.throwIfAborted();
          const where = `${name} ${sheet} row ${number}`;
          if (!columns && number <= skip) {
            continue;
          }
          if (!columns) {
            columns = columnsOf(Array.from(cells, text => text?.trim() ?? ''));
            this.header = [...columns.keys()];
          } else if (mistake !== undefined) {
            yield { where, error: mistake };
          } else {
            yield {
              where,
              row: toRow(columns, index => toIso(cells[index] ?? '', dates)),
            };
          }
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      const { path, key } = this.options;
      const which = path.endsWith(name) ? '' : ` in ${name}`;
      throw new InputError(
        `${key} is ${path}, which cannot be read as a file of Excel${which}`,
        error,
      );
    }
    return [...(columns?.keys() ?? [])];
  }
}

async function bytesOf(input: Readable, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    parts.push(part);
    length += part.length;
    if (length > LARGEST_MB * 1_000_000) {
      input.destroy();
      throw new InputError(
        `${name} is larger than ${LARGEST_MB} MB: export it as CSV`,
      );
    }
  }
  return Buffer.concat(parts);
}

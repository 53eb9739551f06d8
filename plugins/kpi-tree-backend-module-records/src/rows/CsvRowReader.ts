import { InputError } from '@backstage/errors';
import { CsvError, parse } from 'csv-parse';
import { nameOf, openText, TextLocation } from './openText';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

type ParsedRow = { record: Record<string, string>; info: { lines: number } };

/** A single row longer than this is a file that is no CSV. */
const MAX_ROW_CHARACTERS = 1_000_000;

/**
 * Reads CSV with a header line, of a file or a URL, as RFC 4180 says. A row that does not
 * fit is told and skipped.
 */
export class CsvRowReader implements RowReader {
  constructor(private readonly options: TextLocation & { delimiter: string }) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { path, delimiter, key } = this.options;
    const name = nameOf(this.options);
    const input = await openText(this.options, signal);
    const skipped: ReadRow[] = [];
    const parser = parse({
      bom: true,
      columns: true,
      delimiter,
      info: true,
      max_record_size: MAX_ROW_CHARACTERS,
      // Both in one file, as hand-made files have them.
      record_delimiter: ['\r\n', '\n'],
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error?: CsvError) => {
        skipped.push({
          where: `${name} line ${error?.lines ?? '?'}`,
          error: `The row is no CSV with the columns of the header (${
            error?.code ?? 'unknown'
          }): mend its quotes and its number of columns`,
        });
        return undefined;
      },
    });
    input.on('error', error => parser.destroy(error));
    input.pipe(parser);
    try {
      for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
        yield* skipped.splice(0);
        yield { where: `${name} line ${info.lines}`, row: record };
      }
      yield* skipped.splice(0);
    } catch (error) {
      signal.throwIfAborted();
      throw new InputError(`${key} is ${path}, which is no CSV file`, error);
    } finally {
      input.destroy();
    }
  }
}

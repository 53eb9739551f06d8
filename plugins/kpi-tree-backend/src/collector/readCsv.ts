import { InputError } from '@backstage/errors';
import { CsvError, parse, Parser } from 'csv-parse';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { PushedRow } from './PushService';

/** A single row longer than this is a file that is no CSV. */
const MAX_ROW_CHARACTERS = 10_000;

const COLUMNS = ['entityRef', 'kpi', 'period', 'value', 'weight'];

type ParsedRow = { record: string[]; info: { lines: number } };

/**
 * Reads measurements from a CSV file with a header line, as RFC 4180 says, as it
 * comes. A row that does not fit is told and skipped.
 *
 * @throws `InputError` if the columns are others, or if it is no CSV
 */
export async function* readCsv(input: Readable): AsyncGenerator<PushedRow[]> {
  const skipped: PushedRow[] = [];
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error?: CsvError) => {
      const row = Number(error?.lines ?? 0);
      skipped.push({
        row,
        where: `line ${row}`,
        error: `the row is no CSV with the columns of the header (${
          error?.code ?? 'unknown'
        }): mend its quotes and its number of columns`,
      });
      return undefined;
    },
  });
  input.on('error', error => parser.destroy(error));
  input.pipe(parser);
  let columns: number[] | undefined;
  try {
    for await (const parsed of parsedRows(parser)) {
      const rows: PushedRow[] = skipped.splice(0);
      for (const { record, info } of parsed) {
        if (columns) {
          rows.push({
            row: info.lines,
            where: `line ${info.lines}`,
            data: toData(record, columns),
          });
        } else {
          columns = columnsOf(record);
        }
      }
      yield rows;
    }
    yield skipped.splice(0);
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('The body is no CSV file', error);
  } finally {
    input.unpipe(parser);
    parser.destroy();
  }
}

/** As many rows as there are, again and again. One at a time takes far longer. */
async function* parsedRows(parser: Parser): AsyncGenerator<ParsedRow[]> {
  let ended = false;
  parser.once('end', () => {
    ended = true;
  });
  for (;;) {
    const rows: ParsedRow[] = [];
    for (;;) {
      const row: ParsedRow | null = parser.read();
      if (row === null) {
        break;
      }
      rows.push(row);
    }
    if (rows.length) {
      yield rows;
    }
    if (ended) {
      return;
    }
    if (!rows.length) {
      const waiting = new AbortController();
      const { signal } = waiting;
      await Promise.race([
        once(parser, 'readable', { signal }),
        once(parser, 'end', { signal }),
      ]).finally(() => waiting.abort());
    }
  }
}

function toData(record: string[], columns: number[]) {
  const [entityRef, kpi, period, value, weight] = columns.map(
    index => record[index],
  );
  return {
    entityRef,
    kpi,
    period,
    value: toNumber(value),
    weight: weight ? toNumber(weight) : undefined,
  };
}

/** Where each column stands in a row. */
function columnsOf(header: string[]): number[] {
  const missing = COLUMNS.filter(
    name => name !== 'weight' && !header.includes(name),
  );
  const unknown = header.filter(name => !COLUMNS.includes(name));
  if (missing.length || unknown.length) {
    throw new InputError(
      `The first line is "${header.join()}": name the columns ${COLUMNS.join()}, of which weight may be missing`,
    );
  }
  return COLUMNS.map(name => header.indexOf(name));
}

/** What is no number is told as what it is. */
function toNumber(text: string): number | string {
  const number = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) ? number : text;
}

import { InputError } from '@backstage/errors';
import Papa from 'papaparse';

/** What lies between two ends of rows and is longer than this is no row. */
const LONGEST_ROW = 1_000_000;

const delimiters = [',', ';', '\t', '|'];

/**
 * A row of a CSV file.
 *
 * @public
 */
export type CsvRecord = {
  /** The line that it begins in, from 1. */
  line: number;
  cells: string[];
};

/**
 * A CSV file that is being read.
 *
 * @public
 */
export type CsvTable = {
  /** The cells of the first line. */
  header: string[];
  delimiter: string;
  /** The rows after it, many at a time; empty ones are left out. */
  records: AsyncGenerator<CsvRecord[]>;
};

/**
 * Reads a CSV file as it comes, in bounded memory: with commas, semicolons, tabs or
 * bars between its cells, in UTF-8 or else in Windows-1252.
 *
 * @throws `InputError` if there is nothing in it
 *
 * @public
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
): Promise<CsvTable> {
  const parts = wholeRows(decoded(bytes));
  const first = await parts.next();
  if (first.done) {
    throw new InputError('The file is empty');
  }
  const delimiter = guessDelimiter(first.value);
  const records = parsed(first.value, parts, delimiter);
  const start = await records.next();
  const [header, ...others]: CsvRecord[] = start.done ? [] : start.value;
  if (!header) {
    throw new InputError('The file is empty');
  }
  return {
    header: header.cells.map(cell => cell.trim()),
    delimiter,
    records: (async function* rest() {
      yield others;
      yield* records;
    })(),
  };
}

/**
 * The text of rows, with a line break after each.
 *
 * @public
 */
export function toCsv(rows: string[][], delimiter = ','): string {
  return rows.length
    ? `${Papa.unparse(rows, { delimiter, newline: '\n' })}\n`
    : '';
}

/** What divides the first line into the most cells. */
function guessDelimiter(text: string): string {
  const widths = delimiters.map(
    delimiter =>
      Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0].length,
  );
  return delimiters[widths.indexOf(Math.max(...widths))];
}

async function* parsed(
  first: string,
  parts: AsyncGenerator<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord[]> {
  let line = 1;
  const parse = (text: string) => {
    const records: CsvRecord[] = [];
    for (const cells of Papa.parse<string[]>(text, { delimiter }).data) {
      if (cells.length > 1 || cells[0].trim() !== '') {
        records.push({ line, cells });
      }
      line += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);
    }
    // What is after the last line break is not a row yet
    if (text.endsWith('\n')) {
      line--;
    }
    return records;
  };
  yield parse(first);
  for await (const part of parts) {
    yield parse(part);
  }
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

/** Characters that are cut in two by the parts are put together again. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const part of bytes) {
    decoder ??= decoderOf(part);
    yield decoder.decode(part, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

function decoderOf(start: Uint8Array): TextDecoder {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder('windows-1252');
  }
}

/** Text that ends where a row does. */
async function* wholeRows(
  texts: AsyncIterable<string>,
): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    rest += text;
    const end = endOfRows(rest);
    if (end) {
      yield rest.slice(0, end);
      rest = rest.slice(end);
    }
  }
  if (rest) {
    yield rest;
  }
}

/** A line break ends a row unless it is within quotes, of which each is doubled. */
function endOfRows(text: string): number {
  let isQuoted = false;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      isQuoted = !isQuoted;
    } else if (code === 10 && !isQuoted) {
      end = i + 1;
    }
  }
  // A quote that is never closed would take in the rest of the file
  return text.length - end > LONGEST_ROW ? text.lastIndexOf('\n') + 1 : end;
}

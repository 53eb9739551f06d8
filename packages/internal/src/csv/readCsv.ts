import { InputError } from '@backstage/errors';
import { CsvFeed } from './CsvFeed';
import { CsvScanner, ScannedRow } from './CsvScanner';
import { decodeParts } from './decodeText';
import { PlainLines } from './plainLines';

/** What is longer is no row. */
const LONGEST_ROW = 1_000_000;

/**
 * A row of a CSV file.
 */
export type CsvRecord = {
  /** The line that it begins in, from 1, as an editor counts them. */
  line: number;
  /** How many lines it takes: more than one if there are line breaks in its cells. */
  lines: number;
  /**
   * As many as the header has; of a row with a mistake what is between its delimiters,
   * as it is written.
   */
  cells: string[];
  /** Why it is not a row of the table, and what would be right. */
  mistake?: string;
};

/**
 * What became of the lines of a file that are read so far.
 */
export type CsvLines = {
  header: number;
  /** Of rows that could be read. */
  good: number;
  /** Of rows with a mistake. */
  rejected: number;
  /** Those with nothing in them. */
  blank: number;
};

/**
 * A CSV file that is being read.
 */
export type CsvTable = {
  /** The cells of the first row, without the spaces around them. */
  header: string[];
  delimiter: string;
  /** What became of the lines so far: together they are all lines of the file. */
  lines: Readonly<CsvLines>;
  /**
   * The rows after the header, many at a time; to be read once.
   *
   * @param singleLine - columns, from 0, in which a line break is a mistake: there a
   * forgotten quote is found in its line
   */
  records(singleLine?: Iterable<number>): AsyncGenerator<CsvRecord[]>;
  /** As `records`, but of rows that are lines which need no more than to be divided, these. */
  recordsOrLines(): AsyncGenerator<CsvRecord[] | PlainLines>;
};

/**
 * How a CSV file is read.
 */
export type CsvOptions = {
  /** What divides cells: a comma, semicolon, tab or bar by the first rows if not given. */
  delimiter?: string;
  /** In which encoding it is, as `TextDecoder` calls it; found if not given. */
  encoding?: string;
  /** How many lines are before the header, blank ones included; none if not given. */
  skip?: number;
  /** A row with more characters is a mistake; 1,000,000 if not given. */
  longestRow?: number;
};

/**
 * Reads a CSV file (RFC 4180) as it comes, in bounded memory: in UTF-8, UTF-16 or else
 * Windows-1252. A row that cannot be read is a record with a mistake, and reading goes on
 * in the line after it.
 *
 * @throws `InputError` if there is nothing in it, or no header
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter, encoding, skip, longestRow = LONGEST_ROW }: CsvOptions = {},
): Promise<CsvTable> {
  const scanner = new CsvScanner({ longestRow, delimiter, skip });
  const feed = new CsvFeed(decodeParts(bytes, encoding), scanner, longestRow);
  const lines: CsvLines = { header: 0, good: 0, rejected: 0, blank: 0 };
  try {
    while (!scanner.header) {
      const row = scanner.next();
      if (row?.isBlank) {
        lines.blank += row.lines;
      } else if (row) {
        lines.header += row.lines;
      } else if (!(await feed.more(true))) {
        throw new InputError('The file is empty');
      }
    }
  } catch (error) {
    await feed.end();
    throw error;
  }
  return {
    header: scanner.header.map(cell => cell.trim()),
    delimiter: scanner.delimiter!,
    lines,
    records: singleLine => readRecords(feed, scanner, lines, singleLine),
    recordsOrLines: () => readRecordsOrLines(feed, scanner, lines),
  };
}

async function* readRecords(
  feed: CsvFeed,
  scanner: CsvScanner,
  lines: CsvLines,
  singleLine: Iterable<number> = [],
): AsyncGenerator<CsvRecord[]> {
  scanner.singleLine = new Set(singleLine);
  try {
    do {
      const records = scannedRecords(scanner, lines);
      if (records.length) {
        yield records;
      }
    } while (await feed.more());
  } finally {
    await feed.end();
  }
}

async function* readRecordsOrLines(
  feed: CsvFeed,
  scanner: CsvScanner,
  lines: CsvLines,
): AsyncGenerator<CsvRecord[] | PlainLines> {
  try {
    do {
      const records = scannedRecords(scanner, lines);
      if (records.length) {
        yield records;
      }
      const plain = await feed.plain();
      if (plain) {
        lines.good += plain.lines;
        yield plain;
      }
    } while (await feed.more(true));
  } finally {
    await feed.end();
  }
}

/** The rows of what the scanner has taken. */
function scannedRecords(scanner: CsvScanner, lines: CsvLines): CsvRecord[] {
  const records: CsvRecord[] = [];
  for (let row = scanner.next(); row; row = scanner.next()) {
    if (row.isBlank) {
      lines.blank += row.lines;
    } else {
      lines[row.mistake ? 'rejected' : 'good'] += row.lines;
      records.push(toRecord(row));
    }
  }
  return records;
}

function toRecord({ isBlank: _, ...record }: ScannedRow): CsvRecord {
  return record;
}

import { InputError } from '@backstage/errors';
import {
  createMeasurementReader,
  decodeText,
  guessColumns,
  guessFormat,
  MeasurementColumns,
  measurementFields,
  missingFields,
  MeasurementField,
  MeasurementFormat,
  readCsv,
  readMeasurement,
  toCsv,
  usedColumns,
} from '@internal/kpi-tree';
import { PushRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** So many rows at the beginning of a file say how it writes numbers. */
const ROWS_REMEMBERED = 1_000;

/** Where a row comes from, and its text. */
export type Origin = { line: number; cells: string[] };

/** What is to be sent. */
export type Rows = {
  rows: AsyncIterable<PushRow<Origin>>;
  /** Rows as text in the way of the file, with their lines and reasons. */
  rejectedText: (rows: { origin: Origin; message: string }[]) => string;
  /** What is above them. */
  rejectedHeader: string;
};

/**
 * Reads a CSV file.
 *
 * @param columns - what a field is called in the file, or `=` and what it is in all rows
 * @throws `InputError` if there is no column for a field
 */
export async function readCsvRows(
  input: Readable,
  columns: ReadonlyMap<MeasurementField, string>,
  format: MeasurementFormat,
): Promise<Rows> {
  const { header, delimiter, records } = await readCsv(input);
  const found = findColumns(header, columns);
  const read = createMeasurementReader(found, format);
  async function* rows(): AsyncGenerator<PushRow<Origin>> {
    const assertPoints = pointsCheck(found, delimiter);
    for await (const part of records(usedColumns(found))) {
      if (format.decimalComma === undefined) {
        assertPoints(part.map(row => row.cells));
      }
      for (const origin of part) {
        yield { origin, ...read(origin) };
      }
    }
  }
  return {
    rows: rows(),
    rejectedHeader: toCsv([[...header, 'line', 'reason']], delimiter),
    rejectedText: rejected =>
      toCsv(
        rejected.map(({ origin: { cells, line }, message }) => [
          ...cells,
          String(line),
          message,
        ]),
        delimiter,
      ),
  };
}

/**
 * A number such as 1.500 may be one and a half, or fifteen hundred.
 *
 * @returns a function that takes the rows part by part, and throws an `InputError` where
 * all else says that it is the latter
 */
function pointsCheck(
  columns: MeasurementColumns,
  delimiter: string,
): (rows: string[][]) => void {
  const { value, weight, numerator, denominator } = columns;
  const numbersOf = (cells: string[]) =>
    [value, weight, numerator, denominator].flatMap(from =>
      from && 'column' in from ? [cells[from.column]?.trim() ?? ''] : [],
    );
  let before: string[][] = [];
  return rows => {
    const number = rows
      .flatMap(numbersOf)
      .find(text => /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text));
    const known = [...before, ...rows];
    if (number && guessFormat(known, columns, delimiter).decimalComma) {
      throw new InputError(
        `The number ${number} may be ${number.replace(
          '.',
          '',
        )}, as the rest of the file is written: say --decimal-comma, or --no-decimal-comma if its point is a decimal one`,
      );
    }
    const withNumber = (sign: RegExp) =>
      known.filter(cells => numbersOf(cells).some(text => sign.test(text)));
    const informative = [/\.\d{1,2}$|\.\d{4}/, /,/].flatMap(sign =>
      withNumber(sign).slice(0, 1),
    );
    before = [...known.slice(0, ROWS_REMEMBERED), ...informative];
  };
}

function findColumns(
  header: string[],
  named: ReadonlyMap<MeasurementField, string>,
): MeasurementColumns {
  const columns = guessColumns(header);
  for (const [field, name] of named) {
    if (name.startsWith('=')) {
      columns[field] = { constant: name.slice(1) };
    } else if (header.includes(name)) {
      columns[field] = { column: header.indexOf(name) };
    } else {
      throw new InputError(
        `--columns ${field}=${name}: the file has the columns ${header.join(
          ', ',
        )}`,
      );
    }
  }
  const missing = missingFields(field => columns[field] !== undefined);
  if (missing.length) {
    throw new InputError(
      `The file has the columns ${header.join(
        ', ',
      )}: say which is ${missing.join(' and ')}, such as --columns ${missing
        .map(field => `${field}=${header[0]}`)
        .join()}`,
    );
  }
  return columns;
}

/** Reads a measurement as JSON from each line. */
export function readJsonLines(input: Readable): Rows {
  async function* rows(): AsyncGenerator<PushRow<Origin>> {
    let line = 0;
    const texts = Readable.from(decodeText(input));
    for await (const text of createInterface({
      input: texts,
      crlfDelay: Infinity,
    })) {
      line++;
      if (text.trim()) {
        yield { origin: { line, cells: [text] }, ...parse(text) };
      }
    }
  }
  return {
    rows: rows(),
    rejectedHeader: '',
    rejectedText: rejected =>
      rejected
        .map(
          ({ origin: { cells, line }, message }) =>
            `${JSON.stringify({ line, reason: message, row: cells[0] })}\n`,
        )
        .join(''),
  };
}

function parse(text: string) {
  try {
    return readMeasurement(JSON.parse(text));
  } catch (error) {
    return { mistake: `the line is not JSON: ${(error as Error).message}` };
  }
}

/** One measurement, of the command line. */
export function oneRow(
  fields: ReadonlyMap<MeasurementField, string>,
  format: MeasurementFormat,
): Rows {
  const cells = measurementFields.map(field => fields.get(field) ?? '');
  const columns = Object.fromEntries(
    measurementFields.map((field, column) => [field, { column }]),
  );
  const read = createMeasurementReader(columns, format);
  async function* rows(): AsyncGenerator<PushRow<Origin>> {
    yield { origin: { line: 1, cells }, ...read({ cells }) };
  }
  return { rows: rows(), rejectedHeader: '', rejectedText: () => '' };
}

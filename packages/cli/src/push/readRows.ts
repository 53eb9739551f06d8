import { InputError } from '@backstage/errors';
import {
  createMeasurementReader,
  guessColumns,
  guessFormat,
  MeasurementColumns,
  measurementFields,
  missingFields,
  MeasurementField,
  MeasurementFormat,
  PushRow,
  readCsv,
  readMeasurement,
  toCsv,
  usedColumns,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Where a row comes from, and its text. */
export type Origin = { line: number; cells: string[] };

/** What is to be sent. */
export type Rows = {
  rows: AsyncIterable<PushRow<Origin>>;
  /** Rows as text in the way of the file, with their lines and reasons. */
  rejectedText: (rows: { origin: Origin; message: string }[]) => string;
  /** What stands above them. */
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
    let isFirst = true;
    for await (const part of records(usedColumns(found))) {
      if (isFirst && format.decimalComma === undefined) {
        const cells = part.map(row => row.cells);
        assertPoints(cells, found, delimiter);
      }
      isFirst = false;
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
 * @throws `InputError` where all else says that it is the latter
 */
function assertPoints(
  rows: string[][],
  columns: MeasurementColumns,
  delimiter: string,
): void {
  const { value } = columns;
  const number =
    value && 'column' in value
      ? rows
          .map(cells => cells[value.column]?.trim() ?? '')
          .find(cell => /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(cell))
      : undefined;
  if (number && guessFormat(rows, columns, delimiter).decimalComma) {
    throw new InputError(
      `The value ${number} may be ${number.replace(
        '.',
        '',
      )}, as the rest of the file is written: say --decimal-comma, or --no-decimal-comma if its point is a decimal one`,
    );
  }
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
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
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
    return { mistake: `the line is no JSON: ${(error as Error).message}` };
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

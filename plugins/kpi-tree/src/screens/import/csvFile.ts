import {
  bothForms,
  createMeasurementReader,
  CsvRecord,
  MeasurementColumns,
  MeasurementFormat,
  MeasurementField,
  missingFields,
  readCsv,
} from '@internal/kpi-tree';
import { PushRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { fileBytes } from './fileBytes';

/** As many rows as one looks over before an import. */
const PREVIEWED_ROWS = 20;

/** The beginning of a CSV file. */
export type CsvStart = {
  header: string[];
  delimiter: string;
  records: CsvRecord[];
};

/** What the columns of a file mean, and how it writes numbers and dates. */
export type Mapping = {
  columns: MeasurementColumns;
  format: MeasurementFormat;
  /** The days of which the file has all that there is; texts of `YYYY-MM-DD` or empty. */
  covered: { from: string; until: string };
};

/**
 * The days of which a file has everything.
 *
 * @returns `undefined` where it does not say, `null` where what it says makes no sense
 */
export function coveredOf({
  covered: { from, until },
}: Mapping): Mapping['covered'] | undefined | null {
  if (!from && !until) {
    return undefined;
  }
  return from && until && from <= until ? { from, until } : null;
}

/** Reads the first rows of a file. */
export async function readStart(file: Blob): Promise<CsvStart> {
  const { header, delimiter, records } = await readCsv(fileBytes(file));
  const first: CsvRecord[] = [];
  for await (const part of records()) {
    first.push(...part.slice(0, PREVIEWED_ROWS - first.length));
    if (first.length === PREVIEWED_ROWS) {
      break;
    }
  }
  return { header, delimiter, records: first };
}

/** Whether the columns have all that a measurement needs. */
export function isComplete({ columns }: Pick<Mapping, 'columns'>): boolean {
  const has = (field: MeasurementField) => {
    const from = columns[field];
    return (
      from !== undefined && ('column' in from || from.constant.trim() !== '')
    );
  };
  return !missingFields(has).length && !bothForms(has);
}

/** Reads rows as measurements. */
export async function* toPushRows(
  parts: Iterable<CsvRecord[]> | AsyncIterable<CsvRecord[]>,
  { columns, format }: Pick<Mapping, 'columns' | 'format'>,
): AsyncGenerator<PushRow<CsvRecord>> {
  const read = createMeasurementReader(columns, format);
  for await (const records of parts) {
    for (const origin of records) {
      yield { origin, ...read(origin) };
    }
  }
}

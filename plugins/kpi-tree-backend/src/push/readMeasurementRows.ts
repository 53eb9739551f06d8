import { InputError } from '@backstage/errors';
import {
  bothForms,
  createMeasurementReader,
  guessColumns,
  measurementFields,
  missingFields,
  readCsv,
  usedColumns,
} from '@internal/kpi-tree';
import { PushedRow } from './PushService';

/** A row with more characters is a mistake. */
const LONGEST_ROW = 10_000;

/**
 * Reads measurements from a CSV file with a header line, as it comes. A row that is wrong
 * is one with a mistake.
 *
 * @throws `InputError` if the columns are others, or if it is no CSV
 */
export async function* readMeasurementRows(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<PushedRow[]> {
  const { header, records } = await readCsv(input, { longestRow: LONGEST_ROW });
  const columns = guessColumns(assertColumns(header));
  const read = createMeasurementReader(columns);
  for await (const part of records(usedColumns(columns))) {
    yield part.map(record => ({
      row: record.line,
      where: `line ${record.line}`,
      ...read(record),
    }));
  }
}

/** A column of another name would be left out without a word. */
function assertColumns(header: string[]): string[] {
  const names: readonly string[] = measurementFields;
  const has = (field: string) => header.includes(field);
  const isMissing = missingFields(has).length > 0;
  const isUnknown = header.some(
    (name, index) => !names.includes(name) || header.indexOf(name) !== index,
  );
  if (isMissing || isUnknown || bothForms(has)) {
    throw new InputError(
      `The first line is "${header
        .join()
        .slice(
          0,
          200,
        )}": name the columns entityRef,kpi,period,value,weight once each (weight may be missing), or entityRef,kpi,period,numerator,denominator`,
    );
  }
  return header;
}

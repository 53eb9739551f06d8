import { RecordFilter } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { filterColumns } from '../filters/filterColumns';
import { columnName } from '../table/columns';

/**
 * A time that is read of all rows of a record, of which each is a change of it, such as how
 * long it was in a state.
 */
export type LogValue = {
  /** The column with the time of a change. */
  at: string;
  /** The rows that are looked at; all without it. */
  among?: RecordFilter;
} & (
  | {
      /** Measured is how long the record was as these rows say. */
      timeIn: RecordFilter;
      /** That of a record that never was; nothing without it. */
      never?: 0;
    }
  | {
      /** Measured is how long it took until the first of these rows. */
      timeToFirst: RecordFilter;
      /** The column that says from when on. */
      from: string;
    }
);

/** A value in milliseconds, null where there is none. */
export const logColumn = (value: LogValue) => nameOfLog('log', value);

/** A time of a change that is none, as it is written. */
export const unreadColumn = (value: LogValue) => nameOfLog('unread', value);

/** Two times of which the later change has the earlier one, as they are written. */
export const backColumn = (value: LogValue) => nameOfLog('back', value);

/** Which rows it looks for. */
export function wantedRows(value: LogValue): RecordFilter {
  return 'timeIn' in value ? value.timeIn : value.timeToFirst;
}

/** The filters of rows. */
export function logFilters(values: readonly LogValue[]): RecordFilter[] {
  return values.flatMap(value => [
    wantedRows(value),
    ...(value.among ? [value.among] : []),
  ]);
}

/** The columns that are read of each row, as text and as instant. */
export function logColumns(values: readonly LogValue[]) {
  const instants = values.flatMap(value =>
    'from' in value ? [value.at, value.from] : [value.at],
  );
  return {
    texts: [...new Set(logFilters(values).flatMap(filterColumns))],
    instants: [...new Set(instants)],
  };
}

function nameOfLog(kind: string, value: LogValue): string {
  return columnName(kind, JSON.stringify(value));
}

import { InputError } from '@backstage/errors';
import {
  FIRST_DATE,
  LAST_DATE,
  RecordFilter,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  LogSettings,
  RecordsSettings,
  ShareSettings,
  TIME_UNITS,
  ValueSettings,
} from '../configuration/kpiSettings';
import {
  ColumnType,
  ColumnUses,
  isMistaken,
  textColumn,
  typedColumn,
} from '../table/columns';
import { filterColumns } from '../filters/filterColumns';
import { fitsColumn } from '../filters/fits';
import { backColumn, logColumn, LogValue, unreadColumn } from '../log/LogValue';

/** What makes a record unusable for a KPI: a condition in SQL, and how it is reported. */
export type Mistake = {
  condition: string;
  /** Holds no value, so that equal mistakes of many records count as one. */
  message: string;
  /** SQL of the value that is shown with it. */
  shown: string;
  /** The column whose text is not what is read of it. */
  read?: { column: string; type: ColumnType };
};

/** A value of a record in SQL, null where it has none. */
export type Value = {
  sql: string;
  /** A value, or a sum of values, in the unit of the KPI. */
  scale: (value: number) => number;
  /** Whether all are whole numbers, so that their sum is exact in any order. */
  isWhole: boolean;
  mistakes: Mistake[];
  uses: Uses;
};

/** The columns that are read, by how they are. */
export type Uses = {
  texts: string[];
  instants: string[];
  numbers: string[];
  filters: RecordFilter[];
  /** Of which each value is read, several where they are lists. */
  values: string[];
  /** What is read of all rows of a record. */
  logs: LogValue[];
};

/** Those of several parts. */
export function allUses(parts: Partial<Uses>[]): Uses {
  const of = (key: 'texts' | 'instants' | 'numbers' | 'values') => [
    ...new Set(parts.flatMap(part => part[key] ?? [])),
  ];
  const different = <T>(all: T[]) => [
    ...new Map(all.map(one => [JSON.stringify(one), one])).values(),
  ];
  return {
    texts: of('texts'),
    instants: of('instants'),
    numbers: of('numbers'),
    values: of('values'),
    filters: different(parts.flatMap(part => part.filters ?? [])),
    logs: different(parts.flatMap(part => part.logs ?? [])),
  };
}

/** As sets. */
export function toColumnUses(uses: Uses): ColumnUses {
  return {
    texts: new Set(uses.texts),
    instants: new Set(uses.instants),
    numbers: new Set(uses.numbers),
  };
}

const notInstant = (column: string) =>
  `${column} is not a date from ${FIRST_DATE} to ${LAST_DATE}: use ISO 8601 such as 2026-01-31T08:00:00Z`;

/** That a column is no instant. */
export function instantMistake(column: string): Mistake {
  return {
    condition: isMistaken(column, 'instant'),
    message: notInstant(column),
    shown: textColumn(column),
    read: { column, type: 'instant' },
  };
}

function numberMistake(column: string): Mistake {
  return {
    condition: isMistaken(column, 'number'),
    message: `${column} is not a number: use one such as 12.5`,
    shown: textColumn(column),
    read: { column, type: 'number' },
  };
}

/** That a column is before another. */
export function orderMistake(from: string, to: string): Mistake {
  return {
    condition: `${typedColumn(to, 'instant')} < ${typedColumn(
      from,
      'instant',
    )}`,
    message: `${to} is before ${from}: correct one of them`,
    shown: `${textColumn(from)} || ' .. ' || ${textColumn(to)}`,
  };
}

/** The number in a column. */
export function numberValue(column: string): Value {
  return {
    sql: typedColumn(column, 'number'),
    scale: value => value,
    isWhole: false,
    mistakes: [numberMistake(column)],
    uses: allUses([{ numbers: [column] }]),
  };
}

/** The milliseconds from one column to another, null where that has not ended. */
function durationValue({ from, to }: { from: string; to: string }): Value {
  return {
    sql: `(ms(${typedColumn(to, 'instant')}) - ms(${typedColumn(
      from,
      'instant',
    )}))`,
    scale: value => value,
    isWhole: true,
    // What has not ended has no duration, whatever its beginning is
    mistakes: [instantMistake(from), instantMistake(to)]
      .map(mistake => ({
        ...mistake,
        condition: `(${mistake.condition} and ${textColumn(
          from,
        )} is not null and ${textColumn(to)} is not null)`,
      }))
      .concat(orderMistake(from, to)),
    uses: allUses([{ instants: [from, to] }]),
  };
}

/** The milliseconds that are read of all rows of a record. */
function logValue(settings: LogSettings, version: string | undefined): Value {
  if (version === undefined) {
    const name = 'timeIn' in settings ? 'timeIn' : 'timeToFirst';
    throw new InputError(
      `${name} is read of all rows of a record, but the source does not say which these are: give it key, the columns that name a record, and version, the column by which its rows follow each other`,
    );
  }
  const value = toLogValue(settings, version);
  const unread = unreadColumn(value);
  const back = backColumn(value);
  return {
    sql: logColumn(value),
    scale: ms => ms,
    isWhole: true,
    mistakes: [
      ...('from' in value ? [instantMistake(value.from)] : []),
      {
        condition: `${unread} is not null`,
        message: `in a row of the record, ${notInstant(value.at)}`,
        shown: unread,
        read: { column: value.at, type: 'instant' },
      },
      {
        condition: `${back} is not null`,
        message: `${value.at} goes back between two rows of the record, which follow each other by ${version}: correct it, or make version the column with the time of a change`,
        shown: back,
      },
    ],
    uses: allUses([
      { instants: 'from' in value ? [value.from] : [], logs: [value] },
    ]),
  };
}

function toLogValue(settings: LogSettings, version: string): LogValue {
  const {
    where,
    at = version,
    among,
  } = 'timeIn' in settings ? settings.timeIn : settings.timeToFirst;
  const rows = { at, ...(among && { among }) };
  return 'timeIn' in settings
    ? {
        ...rows,
        timeIn: where,
        ...(settings.timeIn.never === 0 && { never: 0 }),
      }
    : { ...rows, timeToFirst: where, from: settings.timeToFirst.from };
}

/** A time of a record in milliseconds. */
function timeValue(
  settings: LogSettings | { duration: { from: string; to: string } },
  version: string | undefined,
): Value {
  return 'duration' in settings
    ? durationValue(settings.duration)
    : logValue(settings, version);
}

/**
 * What `of` names, in the unit of the KPI.
 *
 * @throws `InputError` if the unit is none of time where time is read, or if all rows of a
 * record are and nothing says which these are
 */
export function valueOf(
  of: ValueSettings,
  { unit, version }: { unit: string; version?: string },
): Value {
  if (typeof of === 'string') {
    return numberValue(of);
  }
  const unitMs = timeUnitOf(unit);
  return 'column' in of
    ? {
        ...numberValue(of.column),
        scale: value => (value * TIME_UNITS[of.unit]) / unitMs,
      }
    : { ...timeValue(of, version), scale: value => value / unitMs };
}

/**
 * What a record adds to a part of a ratio; a blank column is no fit.
 *
 * @throws `InputError` as {@link valueOf} does
 */
export function shareOf(
  share: ShareSettings,
  { version }: { version?: string },
): Value {
  const fits = (
    condition: string,
    parts: { mistakes?: Mistake[]; uses: Partial<Uses> },
  ): Value => ({
    sql: `(case when ${condition} then 1 else 0 end)`,
    scale: value => value,
    isWhole: true,
    mistakes: parts.mistakes ?? [],
    uses: allUses([parts.uses]),
  });
  if ('sum' in share) {
    const value = numberValue(share.sum);
    return { ...value, sql: `coalesce(${value.sql}, 0)` };
  }
  if ('atMost' in share) {
    const { sql, mistakes, uses } = timeValue(share, version);
    const most = share.atMost * TIME_UNITS[share.unit];
    return fits(`${sql} <= ${most}`, { mistakes, uses });
  }
  if ('at' in share) {
    const { at, notAfter } = share;
    const both = `${textColumn(at)} is not null and ${textColumn(
      notAfter,
    )} is not null`;
    return fits(
      `${typedColumn(at, 'instant')} <= ${typedColumn(notAfter, 'instant')}`,
      {
        mistakes: [at, notAfter].map(column => {
          const mistake = instantMistake(column);
          return {
            ...mistake,
            condition: `(${mistake.condition} and ${both})`,
          };
        }),
        uses: { instants: [at, notAfter] },
      },
    );
  }
  return fits(fitsColumn(share.where), {
    uses: { texts: filterColumns(share.where), filters: [share.where] },
  });
}

/**
 * The length of a unit of time in milliseconds.
 *
 * @throws `InputError` if it is none
 */
export function timeUnitOf(unit: string): number {
  const length = TIME_UNITS[unit];
  if (!length) {
    throw new InputError(
      `spec.unit is "${unit}", but a time is measured: use one of ${Object.keys(
        TIME_UNITS,
      ).join(', ')}`,
    );
  }
  return length;
}

/** The settings of a KPI with one of the measures. */
export type SettingsOf<M extends RecordsSettings['measure']> = Extract<
  RecordsSettings,
  { measure: M }
>;

import {
  ratioOf,
  shareFactor,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { rowFilter } from '../rows/rowFilter';
import { Row } from '../rows/RowReader';
import {
  cell as textOf,
  readInstant,
  readNumber,
  valueColumns,
  valueReader,
} from '../rows/values';
import {
  RecordsSettings,
  ShareSettings,
  ValueSettings,
} from '../configuration/kpiSettings';
import { Addition } from './AdditiveMeasure';
import { MeasureContext } from './Measure';

type SettingsOf<M extends RecordsSettings['measure']> = Extract<
  RecordsSettings,
  { measure: M }
>;

/** The number of rows. */
export const count: Addition = {
  columns: [],
  add(cell) {
    cell.a++;
  },
  result: ({ a }) => ({ value: a, weight: 1 }),
  empty: { value: 0, weight: 1 },
};

/** The sum of a value; weight is the number of rows that have it. */
export function sum(of: ValueSettings, context: MeasureContext): Addition {
  const read = valueReader(of, context.unit, context.timeZone);
  return {
    columns: valueColumns(of),
    add(cell, row) {
      const value = read(row);
      if (value !== undefined) {
        cell.a += value;
        cell.b++;
      }
    },
    result: ({ a, b }) => ({ value: a, weight: b }),
    empty: { value: 0, weight: 0 },
  };
}

/**
 * The mean of a value, sum(v*w) / sum(w), by a column of weights or 1 a row;
 * weight is sum(w), so that means of periods and entities combine exactly.
 */
export function mean(
  { of, weight: by }: SettingsOf<'mean'>,
  context: MeasureContext,
): Addition {
  const read = valueReader(of, context.unit, context.timeZone);
  const readWeight = (row: Row) => (by ? readNumber(row, by) : 1);
  return {
    columns: [...valueColumns(of), ...(by ? [by] : [])],
    add(cell, row) {
      const value = read(row);
      const weight = readWeight(row);
      if (value !== undefined && weight !== undefined) {
        cell.a += value * weight;
        cell.b += weight;
      }
    },
    result: ({ a, b }) => quotient(a, b),
  };
}

/** The largest value; weight is the number of rows that have one. */
export function max(of: ValueSettings, context: MeasureContext): Addition {
  const read = valueReader(of, context.unit, context.timeZone);
  return {
    columns: valueColumns(of),
    add(cell, row) {
      const value = read(row);
      if (value !== undefined) {
        cell.a = cell.b ? Math.max(cell.a, value) : value;
        cell.b++;
      }
    },
    result: ({ a, b }) => (b ? { value: a, weight: b } : undefined),
  };
}

/**
 * Numerator / denominator; weight is the denominator. Also where that is 0, the
 * numerator counts in longer periods and in scopes.
 */
export function ratio(
  { numerator, denominator }: SettingsOf<'ratio'>,
  context: MeasureContext,
): Addition {
  const { timeZone } = context;
  const above = shareReader(numerator, timeZone);
  const below = denominator && shareReader(denominator, timeZone);
  const factor = shareFactor(context.unit);
  return {
    columns: [numerator, denominator].flatMap(share =>
      share ? shareColumns(share) : [],
    ),
    add(cell, row) {
      cell.a += above(row);
      cell.b += below ? below(row) : 1;
    },
    result: ({ a, b }) => quotient(factor * a, b),
  };
}

/** Nothing where nothing is above the line or below it. */
function quotient(
  numerator: number,
  denominator: number,
): WeightedValue | undefined {
  return numerator === 0 && denominator === 0
    ? undefined
    : ratioOf(numerator, denominator);
}

function shareColumns(share: ShareSettings): string[] {
  if ('sum' in share) {
    return [share.sum];
  }
  if ('duration' in share) {
    return valueColumns({ duration: share.duration });
  }
  return 'at' in share ? [share.at, share.notAfter] : [];
}

/** What a row adds to a part of a ratio; a blank column is no fit. */
function shareReader(
  share: ShareSettings,
  timeZone: string,
): (row: Row) => number {
  if ('sum' in share) {
    return row => readNumber(row, share.sum) ?? 0;
  }
  if ('duration' in share) {
    const { duration, atMost, unit } = share;
    const read = valueReader({ duration }, unit, timeZone);
    return row => ((read(row) ?? Infinity) <= atMost ? 1 : 0);
  }
  if ('at' in share) {
    const { at, notAfter } = share;
    return row =>
      textOf(row, at) &&
      textOf(row, notAfter) &&
      readInstant(row, at, timeZone) <= readInstant(row, notAfter, timeZone)
        ? 1
        : 0;
  }
  const counts = rowFilter(share.where);
  return row => (counts(row) ? 1 : 0);
}

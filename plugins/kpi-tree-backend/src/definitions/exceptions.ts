import {
  addPeriods,
  fromEpochDay,
  PeriodException,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A period that was left out, with its first and its last day. */
export type ExceptionInForce = PeriodException & { from: string; to: string };

/** An exception with its days, which periods of any length may lie in. */
export function inForce(exception: PeriodException): ExceptionInForce {
  const { period, periodType } = exception;
  const after = toEpochDay(addPeriods(period, periodType, 1));
  return { ...exception, from: period, to: fromEpochDay(after - 1) };
}

import {
  addPeriods,
  fromEpochDay,
  type PeriodType,
  type ProcessPoint,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { LeftOut } from './seriesSettings';
import type { EventDay, TrendOptions } from './trendOptions';
import type { SignalValue } from './types';

/**
 * The exception that a period lies in, with all its days.
 *
 * @param start - its first day
 */
export function exceptionOf<T extends LeftOut>(
  start: string,
  periodType: PeriodType,
  exceptions: readonly T[] = [],
): T | undefined {
  // Most series have none
  if (!exceptions.length) {
    return undefined;
  }
  const last = fromEpochDay(toEpochDay(addPeriods(start, periodType, 1)) - 1);
  return exceptions.find(({ from, to }) => from <= start && last <= to);
}

/**
 * A history in which the periods that were left out have no value, as if nothing had been
 * measured in them.
 */
export function withoutExceptions(
  values: SignalValue[],
  { periodType, settings }: Pick<TrendOptions, 'periodType' | 'settings'>,
): SignalValue[] {
  const { exceptions } = settings;
  return exceptions?.length
    ? values.map(value =>
        exceptionOf(value.period, periodType, exceptions)
          ? { ...value, value: null, weight: null }
          : value,
      )
    : values;
}

/** The days with events that count: those of periods that were left out do not. */
export function eventsWithoutExceptions(
  days: EventDay[],
  values: SignalValue[],
  { periodType, settings }: Pick<TrendOptions, 'periodType' | 'settings'>,
): EventDay[] {
  const stretches = values
    .filter(({ period }) =>
      exceptionOf(period, periodType, settings.exceptions),
    )
    .map(({ period }) => ({
      from: toEpochDay(period),
      until: toEpochDay(addPeriods(period, periodType, 1)),
    }));
  return days.filter(
    ({ day }) =>
      !stretches.some(({ from, until }) => day >= from && day < until),
  );
}

/** A chart in which what was left out has its value again, and a mark. */
export function withExceptions(
  chart: ProcessPoint[],
  values: SignalValue[],
  { periodType, settings }: Pick<TrendOptions, 'periodType' | 'settings'>,
): ProcessPoint[] {
  const byPeriod = new Map(values.map(({ period, value }) => [period, value]));
  return chart.map(point =>
    exceptionOf(point.period, periodType, settings.exceptions)
      ? {
          ...point,
          value: byPeriod.get(point.period) ?? null,
          exception: true as const,
        }
      : point,
  );
}

import {
  addPeriods,
  dateOf,
  fromEpochDay,
  periodOf,
  type PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * The period that runs at an instant: its values are provisional.
 */
export function runningPeriod(
  now: Date,
  type: PeriodType,
  timeZone: string,
): string {
  return periodOf(dateOf(now.getTime(), timeZone), type);
}

/**
 * The last period that is complete on a date.
 */
export function currentPeriodOn(date: string, type: PeriodType): string {
  return addPeriods(periodOf(date, type), type, -1);
}

/**
 * Whether whole periods of the grain make up each period of the type: days fit
 * everywhere, months into quarters, weeks only into weeks.
 */
export function fitsInto(grain: PeriodType, type: PeriodType): boolean {
  return (
    grain === type ||
    grain === 'day' ||
    (grain === 'month' && type === 'quarter')
  );
}

/**
 * The name of a period: `2026-07-01`, `2026-W27`, `2026-07`, `2026-Q3`.
 */
export function periodName(start: string, type: PeriodType): string {
  switch (type) {
    case 'week': {
      // The ISO week belongs to the year of its Thursday.
      const thursday = toEpochDay(start) + 3;
      const year = fromEpochDay(thursday).slice(0, 4);
      const week = Math.floor((thursday - toEpochDay(`${year}-01-01`)) / 7) + 1;
      return `${year}-W${String(week).padStart(2, '0')}`;
    }
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${start.slice(0, 4)}-Q${Math.ceil(
        Number(start.slice(5, 7)) / 3,
      )}`;
    default:
      return start;
  }
}

/**
 * How many days a period has.
 *
 * @param start - its first day
 */
export function daysIn(start: string, type: PeriodType): number {
  return toEpochDay(addPeriods(start, type, 1)) - toEpochDay(start);
}

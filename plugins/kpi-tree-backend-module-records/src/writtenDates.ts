import { isIsoDate } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** How a file may write its dates; see {@link toIso}. */
export const dateOrders = ['iso', 'dmy', 'mdy'] as const;

/** One of {@link dateOrders}. */
export type DateOrder = (typeof dateOrders)[number];

/** A date as spreadsheets and service desks write it, with or without a time of day. */
const WRITTEN =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])\.?M\.?)?)?$/i;

const two = (number: number) => String(number).padStart(2, '0');

/**
 * A cell as ISO 8601 if it is a date in the order of the file: `31.12.2026 08:15` is
 * 2026-12-31T08:15. All else stays as it is: other text, and days that are in no calendar
 * or only in the other order, which a KPI that reads them reports as they are written.
 */
export function toIso(text: string, order: DateOrder): string {
  const match = order === 'iso' ? null : WRITTEN.exec(text.trim());
  if (!match) {
    return text;
  }
  const [, first, , second, year, hour, minute, seconds, half] = match;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  const date = `${year}-${two(Number(month))}-${two(Number(day))}`;
  if (!isIsoDate(date)) {
    return text;
  }
  if (hour === undefined) {
    return date;
  }
  const hours = half ? hoursOf(Number(hour), half) : Number(hour);
  return hours === undefined || hours > 23
    ? text
    : `${date}T${two(hours)}:${minute}:${seconds ?? '00'}`;
}

/** The hour of 24 for one of a clock of 12; nothing where that has no such hour. */
function hoursOf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) {
    return undefined;
  }
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

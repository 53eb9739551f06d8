import {
  addPeriods,
  instantOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { assertDates } from './assertDates';

const HOUR_MS = 3_600_000;

/**
 * The past day as of which something is asked for; nothing for today and days to come,
 * of which no more is known than now.
 *
 * @param name - of the parameter
 * @param context - of the request, with its today
 * @throws `InputError` if it is not a date
 */
export function pastDay(
  name: 'asOf' | 'compare',
  date: string | undefined,
  { day }: { day: string },
): string | undefined {
  assertDates({ [name]: date });
  return date !== undefined && date < day ? date : undefined;
}

/**
 * The instant of an answer, ISO 8601: the end of a past day, or the hour. So an answer
 * stays the same, and is sent once, where nothing changes.
 */
export function instantAt(
  day: string | undefined,
  config: KpiTreeConfig,
): string {
  const at = day === undefined ? config.now() : endOf(day, config);
  return day === undefined
    ? new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS).toISOString()
    : at.toISOString();
}

/** The instant at which a past day ends. */
export function endOf(
  day: string,
  { timeZone }: Pick<KpiTreeConfig, 'timeZone'>,
): Date {
  return new Date(instantOf(addPeriods(day, 'day', 1), timeZone));
}

import { InputError } from '@backstage/errors';
import {
  DATE_HINT,
  isIsoDate,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DateTime, Duration } from 'luxon';

/**
 * The day from which something is reported, `YYYY-MM-DD`.
 *
 * @param since - a date, or an ISO 8601 duration before today
 * @param context - of the request, with its today
 * @throws `InputError` if it is neither
 */
export function sinceDay(
  since: string,
  { day: today }: { day: string },
): string {
  if (isIsoDate(since)) {
    return since;
  }
  const duration = Duration.fromISO(since);
  const day = duration.isValid
    ? DateTime.fromISO(today, { zone: 'UTC' }).minus(duration).toISODate()
    : null;
  if (!day || !isIsoDate(day)) {
    throw new InputError(
      `since is ${JSON.stringify(
        since,
      )}: ${DATE_HINT}, or an ISO 8601 duration before today such as P1M`,
    );
  }
  return day;
}

import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { CronTime } from 'cron';
import { toMilliseconds } from './durations';

/**
 * When a schedule collects a source next, about: the turns of a schedule begin with
 * the backend.
 *
 * @param last - when it was collected last
 * @param startedAt - when the backend was started, which a first delay counts from
 */
export function nextRunAt(
  schedule: SchedulerServiceTaskScheduleDefinition | undefined,
  last: Date | undefined,
  now: Date,
  startedAt: Date,
): Date | undefined {
  if (!schedule || 'trigger' in schedule.frequency) {
    return undefined;
  }
  const delay = last && last >= startedAt ? undefined : schedule.initialDelay;
  const earliest = Math.max(
    now.getTime(),
    delay ? startedAt.getTime() + toMilliseconds(delay) : 0,
  );
  if ('cron' in schedule.frequency) {
    // As Backstage's scheduler reads it: in the zone of the process
    return new CronTime(schedule.frequency.cron)
      .getNextDateFrom(new Date(earliest))
      .toJSDate();
  }
  const next = last
    ? last.getTime() + toMilliseconds(schedule.frequency)
    : earliest;
  return new Date(Math.max(next, earliest));
}

import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { CronTime } from 'cron';
import { toMilliseconds } from './schedule';

/**
 * When a schedule collects a source next, about: the turns of a schedule begin with
 * the backend.
 *
 * @param last - when it was collected last
 */
export function nextRunAt(
  schedule: SchedulerServiceTaskScheduleDefinition | undefined,
  last: Date | undefined,
  now: Date,
): Date | undefined {
  if (!schedule || 'trigger' in schedule.frequency) {
    return undefined;
  }
  if ('cron' in schedule.frequency) {
    return new CronTime(schedule.frequency.cron, 'UTC')
      .getNextDateFrom(now, 'UTC')
      .toJSDate();
  }
  const next = last
    ? last.getTime() + toMilliseconds(schedule.frequency)
    : now.getTime();
  return new Date(Math.max(next, now.getTime()));
}

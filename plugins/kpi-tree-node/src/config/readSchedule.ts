import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonValue,
} from '@backstage/types';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CronTime } from 'cron';
import { ConfigMistakeError } from '../source/ConfigMistake';

/** A source that is collected more often would never rest. */
const MIN_FREQUENCY_MS = 1_000;

const EXAMPLE = '{ frequency: { hours: 1 }, timeout: { minutes: 10 } }';

/**
 * A schedule that is to be right.
 *
 * @throws `ConfigMistakeError`
 * @public
 */
export function scheduleAt(
  root: Config,
  key: string,
): SchedulerServiceTaskScheduleDefinition | undefined {
  const { schedule, mistakes } = readSchedule(root.getOptional(key), key);
  if (mistakes.length) {
    throw new ConfigMistakeError(mistakes);
  }
  return schedule;
}

/**
 * A schedule of `app-config.yaml`, or what is wrong with it. What the scheduler would
 * refuse is refused here: there, it would keep the whole backend from starting.
 *
 * @param given - as it is written; `undefined` if it is not
 * @param key - where that is
 */
export function readSchedule(
  given: unknown,
  key: string,
): {
  schedule?: SchedulerServiceTaskScheduleDefinition;
  mistakes: ConfigMistake[];
} {
  if (given === undefined) {
    return { mistakes: [] };
  }
  try {
    const schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(
      new ConfigReader({ schedule: given as JsonValue }).getConfig('schedule'),
    );
    assertFrequency(schedule);
    return { schedule, mistakes: [] };
  } catch (error) {
    const { message } = error as Error;
    return {
      mistakes: [{ key, message: `${message}; use one such as ${EXAMPLE}` }],
    };
  }
}

function assertFrequency({
  frequency,
}: SchedulerServiceTaskScheduleDefinition): void {
  if ('trigger' in frequency) {
    return;
  }
  if (!('cron' in frequency)) {
    const length = durationToMilliseconds(frequency as HumanDuration);
    if (!(length >= MIN_FREQUENCY_MS)) {
      throw new InputError('frequency is less than a second');
    }
    return;
  }
  try {
    new CronTime(frequency.cron).getNextDateFrom(new Date());
  } catch {
    throw new InputError(
      `frequency.cron is ${frequency.cron}, which is not a cron expression such as 0 6 * * *`,
    );
  }
}

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads when, and how many entities at once, another plugin is asked about.
 *
 * @param key - where that is, such as `kpiTree.scorecard`; there may be nothing
 * @throws `InputError` that names the key and what would be right
 *
 * @public
 */
export function readPluginSource(
  root: Config,
  key: string,
): { concurrency: number; schedule: SchedulerServiceTaskScheduleDefinition } {
  const config = root.getOptionalConfig(key);
  const concurrency = config?.getOptionalNumber('concurrency') ?? 8;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new InputError(
      `${key}.concurrency is ${concurrency}: use a whole number such as 8`,
    );
  }
  return {
    concurrency,
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : { frequency: { hours: 1 }, timeout: { minutes: 30 } },
  };
}

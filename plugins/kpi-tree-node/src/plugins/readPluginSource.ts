import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigMistakeError } from '../source/ConfigMistake';
import { readHoldBack } from '../config/holdBack';
import { scheduleAt } from '../config/readSchedule';
import { HoldBack } from '../source/KpiSource';
import { SharedEntities } from './entityQuestions';

/** When another plugin is asked where the admin says nothing. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { hours: 1 },
  timeout: { minutes: 30 },
};

/**
 * Reads when another plugin is asked, about how many entities at once, which of them
 * others may name, and from when on a run is held back.
 *
 * @param key - where that is, such as `kpiTree.scorecard`; there may be nothing
 * @throws `ConfigMistakeError` that names the key and what would be right
 *
 * @public
 */
export function readPluginSource(
  root: Config,
  key: string,
): {
  concurrency: number;
  schedule: SchedulerServiceTaskScheduleDefinition;
  sharing: SharedEntities;
  holdBack?: HoldBack;
} {
  const config = root.getOptionalConfig(key);
  const concurrency = config?.getOptionalNumber('concurrency') ?? 8;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new ConfigMistakeError([
      {
        key: `${key}.concurrency`,
        message: `is ${concurrency}: use a whole number such as 8`,
      },
    ]);
  }
  return {
    concurrency,
    sharing: {
      shared: readShared(config, `${key}.shared`),
      place: key,
    },
    holdBack: readHoldBack(root, `${key}.holdBack`),
    schedule: scheduleAt(root, `${key}.schedule`) ?? DEFAULT_SCHEDULE,
  };
}

function readShared(
  config: Config | undefined,
  key: string,
): SharedEntities['shared'] {
  const shared = config?.getOptional('shared');
  if (
    shared !== undefined &&
    typeof shared !== 'boolean' &&
    !(Array.isArray(shared) && shared.every(ref => typeof ref === 'string'))
  ) {
    throw new ConfigMistakeError([
      {
        key,
        message: `is ${JSON.stringify(
          shared,
        )}: use true, or a list of entity references`,
      },
    ]);
  }
  return shared as SharedEntities['shared'];
}

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readHoldBack } from '../config/holdBack';
import { HoldBack } from '../KpiSource';
import { SharedEntities } from './entityQuestions';

/**
 * Reads when another plugin is asked, about how many entities at once, which of them
 * others may name, and from when on a run is held back.
 *
 * @param key - where that is, such as `kpiTree.scorecard`; there may be nothing
 * @throws `InputError` that names the key and what would be right
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
    throw new InputError(
      `${key}.concurrency is ${concurrency}: use a whole number such as 8`,
    );
  }
  return {
    concurrency,
    sharing: {
      shared: readShared(config, `${key}.shared`),
      place: key,
    },
    holdBack: readHoldBack(root, `${key}.holdBack`),
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : { frequency: { hours: 1 }, timeout: { minutes: 30 } },
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
    throw new InputError(
      `${key} is ${JSON.stringify(
        shared,
      )}: use true, or a list of entity references`,
    );
  }
  return shared as SharedEntities['shared'];
}

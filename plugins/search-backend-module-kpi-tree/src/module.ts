import {
  coreServices,
  createBackendModule,
  LoggerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { scheduleAt } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeCollatorFactory } from './KpiTreeCollatorFactory';

const SCHEDULE_KEY = 'search.collators.kpiTree.schedule';

/** When is indexed where the admin says nothing. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  // The backend that is asked starts at the same time
  initialDelay: { seconds: 10 },
};

/**
 * Brings KPIs and trees into the search, as documents of the type `kpi-tree`.
 *
 * @public
 */
export const searchModuleKpiTree = createBackendModule({
  pluginId: 'search',
  moduleId: 'kpi-tree-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, ...deps }) {
        const { logger, scheduler } = deps;
        const schedule = readSchedule(config, logger) ?? DEFAULT_SCHEDULE;
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new KpiTreeCollatorFactory({ auth, discovery }),
        });
      },
    });
  },
});

/** A wrong schedule is no reason to find nothing: that of the default holds. */
function readSchedule(
  config: Config,
  logger: LoggerService,
): SchedulerServiceTaskScheduleDefinition | undefined {
  try {
    return scheduleAt(config, SCHEDULE_KEY);
  } catch (error) {
    logger.error(
      `${
        (error as Error).message
      }; until it is corrected, KPIs are indexed every ten minutes`,
    );
    return undefined;
  }
}

import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { KpiTreeCollatorFactory } from './KpiTreeCollatorFactory';

const SCHEDULE_KEY = 'search.collators.kpiTree.schedule';

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
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const schedule = config.has(SCHEDULE_KEY)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(SCHEDULE_KEY),
            )
          : {
              frequency: { minutes: 10 },
              timeout: { minutes: 15 },
              // The backend that is asked starts at the same time
              initialDelay: { seconds: 10 },
            };
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new KpiTreeCollatorFactory({ auth, discovery }),
        });
      },
    });
  },
});

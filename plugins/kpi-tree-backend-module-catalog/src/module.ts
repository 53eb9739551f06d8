import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  kpiTreeSourcesExtensionPoint,
  readHoldBack,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { CatalogSource } from './CatalogSource';

const SCHEDULE_KEY = 'kpiTree.catalog.schedule';

/**
 * Adds the source `catalog`.
 *
 * @public
 */
export const kpiTreeModuleCatalog = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'catalog',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ auth, catalog, config, sources }) {
        const schedule = config.has(SCHEDULE_KEY)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(SCHEDULE_KEY),
            )
          : { frequency: { hours: 1 }, timeout: { minutes: 10 } };
        const holdBack = readHoldBack(config, 'kpiTree.catalog.holdBack');
        sources.addSource(
          new CatalogSource({ catalog, auth }, schedule, holdBack),
        );
      },
    });
  },
});

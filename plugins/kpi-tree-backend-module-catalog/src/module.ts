import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  addSourceOf,
  kpiTreeSourcesExtensionPoint,
  readHoldBack,
  scheduleAt,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { CatalogSource } from './CatalogSource';

const KEY = 'kpiTree.catalog';

/** When the catalog is measured where the admin says nothing. */
const DEFAULT_SCHEDULE = { frequency: { hours: 1 }, timeout: { minutes: 10 } };

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
        addSourceOf(sources, { id: 'catalog', key: KEY }, () => {
          const schedule = scheduleAt(config, `${KEY}.schedule`);
          return new CatalogSource(
            { catalog, auth },
            schedule ?? DEFAULT_SCHEDULE,
            readHoldBack(config, `${KEY}.holdBack`),
          );
        });
      },
    });
  },
});

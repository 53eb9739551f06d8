import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { KpiTreeEntityProcessor } from './processor/KpiTreeEntityProcessor';

/**
 * Adds the kinds `Kpi` and `KpiTree` to the catalog.
 *
 * @public
 */
export const catalogModuleKpiTree = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kpi-tree',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
      },
      async init({ catalog }) {
        catalog.addProcessor(new KpiTreeEntityProcessor());
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readLibraryOptions } from './library/config';
import { LibraryEntityProvider } from './library/LibraryEntityProvider';
import { KpiTreeEntityProcessor } from './processor/KpiTreeEntityProcessor';

/**
 * Adds the kinds `Kpi` and `KpiTree` to the catalog, and the built-in library of
 * them if `kpiTree.library.enabled` is set.
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
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        catalog.addProcessor(new KpiTreeEntityProcessor());
        catalog.addEntityProvider(
          new LibraryEntityProvider(readLibraryOptions(config)),
        );
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readLibrary } from '@kpi-tree/backstage-plugin-kpi-tree-library';
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
        const options = readLibraryOptions(config);
        const library = options ? readLibrary(options) : [];
        const names = (kind: string) =>
          new Set(
            library.flatMap(entity =>
              entity.kind === kind ? [entity.metadata.name] : [],
            ),
          );
        catalog.addProcessor(
          new KpiTreeEntityProcessor({
            Kpi: names('Kpi'),
            KpiTree: names('KpiTree'),
          }),
        );
        catalog.addEntityProvider(new LibraryEntityProvider(library));
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readLibrary } from '@kpi-tree/backstage-plugin-kpi-tree-library';
import { readLibraryOptions } from './library/config';
import { LibraryEntityProvider } from './library/LibraryEntityProvider';
import { houseDefinitions } from './processor/houseDefinitions';
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
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, processing, ...deps }) {
        const options = readLibraryOptions(config);
        const library = options ? readLibrary(options) : [];
        const names = (kind: string) =>
          new Set(
            library.flatMap(entity =>
              entity.kind === kind ? [entity.metadata.name] : [],
            ),
          );
        processing.addProcessor(
          new KpiTreeEntityProcessor(
            { Kpi: names('Kpi'), KpiTree: names('KpiTree') },
            houseDefinitions(deps),
          ),
        );
        processing.addEntityProvider(new LibraryEntityProvider(library));
      },
    });
  },
});

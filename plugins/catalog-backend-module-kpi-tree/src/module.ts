import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  readLibrary,
  readLibraryConfig,
} from '@kpi-tree/backstage-plugin-kpi-tree-library';
import { LibraryEntityProvider } from './library/LibraryEntityProvider';
import { ownDefinitions } from './processor/ownDefinitions';
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
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, logger, processing, ...deps }) {
        const { enabled, options, mistakes } = readLibraryConfig(config);
        const library = enabled ? readLibrary(options) : [];
        for (const { key, message } of mistakes) {
          logger.error(
            `${key} ${message}; until it is corrected, the library in the catalog stays as it is`,
          );
        }
        const names = (kind: string) =>
          new Set(
            library.flatMap(entity =>
              entity.kind === kind ? [entity.metadata.name] : [],
            ),
          );
        processing.addProcessor(
          new KpiTreeEntityProcessor(
            { Kpi: names('Kpi'), KpiTree: names('KpiTree') },
            ownDefinitions(deps),
          ),
        );
        processing.addEntityProvider(
          new LibraryEntityProvider(mistakes.length ? undefined : library),
        );
      },
    });
  },
});

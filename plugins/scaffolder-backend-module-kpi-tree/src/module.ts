import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAttachAction } from './attach/attachAction';
import { createProposeAction } from './propose/proposeAction';
import { createWriteAction } from './write/writeAction';

/**
 * Adds the actions `kpi-tree:attach`, `kpi-tree:propose` and `kpi-tree:write` to the
 * scaffolder.
 *
 * @public
 */
export const scaffolderModuleKpiTree = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kpi-tree',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
      },
      async init({ actions, catalog, config, reader }) {
        actions.addActions(
          createAttachAction(catalog),
          createProposeAction(catalog),
          createWriteAction({
            catalog,
            reader,
            integrations: ScmIntegrations.fromConfig(config),
          }),
        );
      },
    });
  },
});

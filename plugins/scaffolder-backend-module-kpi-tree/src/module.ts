import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAttachAction } from './attach/attachAction';
import { createProposeAction } from './propose/proposeAction';

/**
 * Adds the actions `kpi-tree:attach` and `kpi-tree:propose` to the scaffolder.
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
      },
      async init({ actions, catalog }) {
        actions.addActions(
          createAttachAction(catalog),
          createProposeAction(catalog),
        );
      },
    });
  },
});

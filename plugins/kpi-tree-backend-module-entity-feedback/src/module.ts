import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  addSourceOf,
  kpiTreeSourcesExtensionPoint,
  PluginApi,
  readPluginSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { EntityFeedbackSource } from './EntityFeedbackSource';

const KEY = 'kpiTree.entityFeedback';

/**
 * Adds the source `entity-feedback`.
 *
 * @public
 */
export const kpiTreeModuleEntityFeedback = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'entity-feedback',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ auth, config, discovery, sources }) {
        const api = new PluginApi({
          pluginId: 'entity-feedback',
          discovery,
          auth,
        });
        addSourceOf(sources, { id: 'entity-feedback', key: KEY }, () => {
          const { schedule, sharing, holdBack } = readPluginSource(config, KEY);
          return new EntityFeedbackSource(api, sharing, schedule, holdBack);
        });
      },
    });
  },
});

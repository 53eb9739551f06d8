import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  addSourceOf,
  kpiTreeSourcesExtensionPoint,
  PluginApi,
  readHistory,
  readPluginSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { TechInsightsSource } from './TechInsightsSource';

const KEY = 'kpiTree.techInsights';

/**
 * Adds the source `tech-insights`.
 *
 * @public
 */
export const kpiTreeModuleTechInsights = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'tech-insights',
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
          pluginId: 'tech-insights',
          discovery,
          auth,
        });
        addSourceOf(sources, { id: 'tech-insights', key: KEY }, () => {
          const { schedule, holdBack, ...options } = readPluginSource(
            config,
            KEY,
          );
          const history = readHistory(config, `${KEY}.history`);
          return new TechInsightsSource(
            api,
            { ...options, history },
            schedule,
            holdBack,
          );
        });
      },
    });
  },
});

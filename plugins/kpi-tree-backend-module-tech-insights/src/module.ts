import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import {
  kpiTreeSourcesExtensionPoint,
  PluginApi,
  readPluginSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { TechInsightsSource } from './TechInsightsSource';

const HISTORY_KEY = 'kpiTree.techInsights.history';

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
        const { concurrency, schedule, sharing, holdBack } = readPluginSource(
          config,
          'kpiTree.techInsights',
        );
        const history = config.has(HISTORY_KEY)
          ? readDurationFromConfig(config, { key: HISTORY_KEY })
          : { days: 30 };
        sources.addSource(
          new TechInsightsSource(
            new PluginApi({ pluginId: 'tech-insights', discovery, auth }),
            { concurrency, history, sharing },
            schedule,
            holdBack,
          ),
        );
      },
    });
  },
});

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
import { ScorecardSource } from './ScorecardSource';

/**
 * Adds the source `scorecard`.
 *
 * @public
 */
export const kpiTreeModuleScorecard = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'scorecard',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ auth, config, discovery, sources }) {
        const key = 'kpiTree.scorecard';
        const api = new PluginApi({ pluginId: 'scorecard', discovery, auth });
        addSourceOf(sources, { id: 'scorecard', key }, () => {
          const { schedule, holdBack, ...options } = readPluginSource(
            config,
            key,
          );
          const history = readHistory(config, `${key}.history`);
          return new ScorecardSource(
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

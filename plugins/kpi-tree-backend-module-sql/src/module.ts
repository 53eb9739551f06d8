import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  addConfiguredSources,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { sqlSourceSchema } from './config';
import { SqlSource } from './SqlSource';

/**
 * Adds a source for each entry of `kpiTree.sql.sources`.
 *
 * @public
 */
export const kpiTreeModuleSql = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'sql',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        addConfiguredSources({
          config,
          key: 'kpiTree.sql.sources',
          schema: sqlSourceSchema,
          sources,
          create: source => new SqlSource(source),
        });
      },
    });
  },
});

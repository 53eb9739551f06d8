import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  addConfiguredSources,
  kpiTreeSourcesExtensionPoint,
  sourceHttpServiceRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { prometheusSourceSchema } from './config';
import { PrometheusSource } from './PrometheusSource';

/**
 * Adds a source for each entry of `kpiTree.prometheus.sources`.
 *
 * @public
 */
export const kpiTreeModulePrometheus = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'prometheus',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        http: sourceHttpServiceRef,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ config, http, sources }) {
        addConfiguredSources({
          config,
          key: 'kpiTree.prometheus.sources',
          schema: prometheusSourceSchema,
          sources,
          create: source => new PrometheusSource(source, http),
        });
      },
    });
  },
});

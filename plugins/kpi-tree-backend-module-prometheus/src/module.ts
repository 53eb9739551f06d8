import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  kpiTreeSourcesExtensionPoint,
  readSources,
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
        for (const source of readSources(
          config,
          'kpiTree.prometheus.sources',
          prometheusSourceSchema,
        )) {
          sources.addSource(new PrometheusSource(source, http));
        }
      },
    });
  },
});

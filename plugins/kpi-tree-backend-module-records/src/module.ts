import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { resolve } from 'node:path';
import { readSourceConfigs } from './config';
import { RecordsSource } from './RecordsSource';
import { CsvRowReader } from './rows/CsvRowReader';

/**
 * Adds a source for each entry of `kpiTree.records.sources`.
 *
 * @public
 */
export const kpiTreeModuleRecords = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'records',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        for (const source of readSourceConfigs(config)) {
          const reader = new CsvRowReader({
            path: resolve(source.csv),
            delimiter: source.delimiter,
            key: `kpiTree.records.sources[${source.id}].csv`,
          });
          sources.addSource(new RecordsSource(source, reader));
        }
      },
    });
  },
});

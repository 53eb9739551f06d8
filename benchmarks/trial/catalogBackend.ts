/**
 * A Backstage backend with the real catalog and nothing else, in a process of its own:
 * so it can be away while the replicas of the plugin go on.
 */
import { createBackend } from '@backstage/backend-defaults';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import kpiTreeModel from '../../plugins/catalog-backend-module-kpi-tree/src';
import { configOf } from './configOf';

const { PORT, PLUGIN_PORT, DATABASE, CATALOG_FILE } = process.env as Record<
  string,
  string
>;

const backend = createBackend();
backend.add(
  configOf({
    port: PORT,
    database: DATABASE,
    discovery: { 'kpi-tree': PLUGIN_PORT },
    more: {
      catalog: {
        processingInterval: { seconds: 5 },
        rules: [{ allow: ['Component', 'System', 'Group', 'Kpi', 'KpiTree'] }],
        locations: [{ type: 'file', target: CATALOG_FILE }],
      },
    },
  }),
);
backend.add(catalogPlugin);
backend.add(kpiTreeModel);
backend.start();

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rootDir } from '../../scripts/lib/paths.mjs';

/**
 * Writes a configuration that adds the faulty catalog and its sources to those of
 * app-config.yaml. Backstage replaces lists instead of joining them, so that the
 * sample's have to be repeated. The portal reads copies, which tests may change: they
 * find them in the folder `KPI_TREE_E2E_FAULTS`.
 *
 * @param {string} dir - where all of it is written
 * @returns {string} the path of the configuration
 */
export function writeFaultsConfig(dir) {
  const { catalog, kpiTree } = parse(
    readFileSync(join(rootDir, 'app-config.yaml'), 'utf8'),
  );
  const faults = join(dir, 'faults');
  cpSync(join(rootDir, 'e2e/faults'), faults, { recursive: true });
  process.env.KPI_TREE_E2E_FAULTS = faults;
  const config = {
    catalog: {
      locations: [
        ...catalog.locations,
        ...['catalog.yaml', 'services.yaml'].map(file => ({
          type: 'file',
          target: join(faults, file),
        })),
      ],
    },
    kpiTree: {
      records: {
        sources: [
          ...kpiTree.records.sources,
          {
            id: 'tickets',
            csv: join(faults, 'tickets.csv'),
            entities: { always: ['component:default/faulty-service'] },
          },
          {
            id: 'parcels',
            csv: join(faults, 'parcels.csv'),
            covers: { until: '2026-05-15' },
            entities: { column: 'service', byName: true },
          },
          ...['mouse', 'keyboard'].map(way => ({
            id: `returns-by-${way}`,
            csv: join(faults, `returns-by-${way}.csv`),
            covers: { until: '2026-05-15' },
            entities: { column: 'service', byName: true },
          })),
        ],
      },
    },
  };
  const file = join(dir, 'faults.yaml');
  // JSON is YAML
  writeFileSync(file, JSON.stringify(config));
  return file;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rootDir } from '../../scripts/lib/paths.mjs';

const faults = join(rootDir, 'e2e/faults');

/**
 * Writes a configuration that adds the faulty catalog and its source to those of
 * app-config.yaml. Backstage replaces lists instead of joining them, so that the
 * sample's have to be repeated.
 *
 * @param {string} dir - where the file is written
 * @returns {string} the path of the file
 */
export function writeFaultsConfig(dir) {
  const { catalog, kpiTree } = parse(
    readFileSync(join(rootDir, 'app-config.yaml'), 'utf8'),
  );
  const config = {
    catalog: {
      locations: [
        ...catalog.locations,
        { type: 'file', target: join(faults, 'catalog.yaml') },
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
        ],
      },
    },
  };
  const file = join(dir, 'faults.yaml');
  // JSON is YAML
  writeFileSync(file, JSON.stringify(config));
  return file;
}

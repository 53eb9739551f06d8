import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFiles, configKeysOf } from '../__testUtils__/configKeysOf';
import { configKeys } from './configKeys.generated';
import { KeyTree } from './KeyTree';

jest.setTimeout(120_000);

const GENERATED = join(__dirname, 'configKeys.generated.ts');

/** In order, without what is below sources: their schemas name what is unknown. */
const listed = (tree: KeyTree): KeyTree =>
  tree === true
    ? true
    : Object.fromEntries(
        Object.entries(tree)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, below]) => [
            key,
            key === 'sources' ? true : listed(below),
          ]),
      );

describe('the known keys of the configuration', () => {
  it('are those of the config.d.ts of all packages', () => {
    expect(configFiles.length).toBeGreaterThan(8);
    const known = listed(configKeysOf(configFiles, 'kpiTree'));
    if (process.env.KPI_TREE_WRITE_CONFIG_KEYS) {
      writeFileSync(
        GENERATED,
        `// Of the config.d.ts of all packages, by
// KPI_TREE_WRITE_CONFIG_KEYS=1 yarn test configKeys --watchAll=false
import { KeyTree } from './KeyTree';

export const configKeys: KeyTree = ${JSON.stringify(known, null, 2)};
`,
      );
      return;
    }
    expect(configKeys).toEqual(known);
  });
});

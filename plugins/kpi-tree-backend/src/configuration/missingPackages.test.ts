import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { missingPackages } from './missingPackages';

const found = (
  kpiTree: JsonObject,
  installed: Record<string, string[]>,
): [key: string, message: string][] =>
  missingPackages(
    new ConfigReader({ kpiTree }),
    Object.entries(installed).map(([pluginId, modules]) => ({
      pluginId,
      modules: modules.map(moduleId => ({ moduleId })),
    })),
  ).map(({ key, message }) => [key, message]);

describe('what is configured and not installed', () => {
  it('is a family of sources without its module', () => {
    expect(
      found(
        { sql: { sources: [] }, records: { sources: [] }, techInsights: {} },
        { 'kpi-tree': ['records'] },
      ),
    ).toEqual([
      [
        'kpiTree.sql',
        expect.stringMatching(
          /install @kpi-tree\/backstage-plugin-kpi-tree-backend-module-sql in packages\/backend, and add it to src\/index\.ts/,
        ),
      ],
      ['kpiTree.techInsights', expect.stringContaining('module-tech-insights')],
    ]);
  });

  it('is the module of the catalog, with the library and without', () => {
    const plugins = { 'kpi-tree': [], catalog: ['github'] };
    const install = expect.stringContaining(
      'install @kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree',
    );
    expect(found({ library: { enabled: true } }, plugins)).toEqual([
      ['kpiTree.library.enabled', install],
    ]);
    expect(found({}, plugins)).toEqual([['kpiTree', install]]);
  });

  it('is nothing where all is there, or the catalog runs elsewhere', () => {
    expect(
      found({ library: { enabled: true } }, { catalog: ['kpi-tree'] }),
    ).toEqual([]);
    expect(found({ library: { enabled: true } }, { 'kpi-tree': [] })).toEqual(
      [],
    );
  });
});

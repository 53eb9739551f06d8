import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  addConfiguredSources,
  KpiSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { documentedColumns } from '../__testUtils__/startProduct';
import { recordsSchema } from '../configuration/config';
import { settingsSchema } from '../configuration/kpiSettings';
import { profileNames } from '.';

const pages = readdirSync(resolve(__dirname, '../../docs')).map(file =>
  file.replace(/\.md$/, ''),
);

it('there is a page of every product', () => {
  const products = [...profileNames, 'devLake', 'icinga', 'zabbix'].map(name =>
    name.toLocaleLowerCase('en-US'),
  );
  expect(pages.map(page => page.replace('-', '')).sort()).toEqual(
    products.sort(),
  );
});

/** An example of a page: a configuration, or a Kpi. */
type Example = {
  kpiTree?: { records: { sources: { id: string }[] } };
  kind?: string;
  spec: { source: Record<string, unknown> };
};

const yamlOf = (page: string): Example[] =>
  [
    ...readFileSync(
      resolve(__dirname, '../../docs', `${page}.md`),
      'utf8',
    ).matchAll(/```yaml\n([\s\S]*?)```/g),
  ].flatMap(([, text]) => parseAllDocuments(text).map(one => one.toJS()));

describe.each(pages)('the page of %s', page => {
  it('has a configuration that is right', () => {
    const config = yamlOf(page).find(one => one.kpiTree);
    const added: object[] = [];
    const wrong: object[] = [];
    addConfiguredSources({
      config: new ConfigReader(config as unknown as JsonObject),
      key: 'kpiTree.records.sources',
      schema: recordsSchema,
      sources: {
        addSource: () => undefined,
        addMisconfigured: source => wrong.push(source),
        addWarning: warning => wrong.push(warning),
      },
      create: source => {
        added.push(source);
        return {} as KpiSource;
      },
    });
    expect({ added, wrong }).toEqual({
      added: [expect.anything()],
      wrong: [],
    });
  });

  it('has KPIs that can be measured, of its columns', () => {
    const kpis = yamlOf(page).filter(one => one.kind === 'Kpi');
    expect(kpis.length).toBeGreaterThan(1);
    const source = yamlOf(page).find(one => one.kpiTree)!.kpiTree!.records
      .sources[0].id;
    const known = [
      ...documentedColumns(`${page}.md`).map(({ column }) => column),
      'kind',
      'repository',
      'sla.resolution.breached',
    ];
    for (const { spec } of kpis) {
      const { id, ...settings } = spec.source;
      const parsed = settingsSchema.parse(settings);
      expect([source, 'changes']).toContain(id);
      const text = JSON.stringify(parsed.where ?? {});
      const used = [
        parsed.time,
        ...[...text.matchAll(/"([^"$][^"]*)":/g)].map(([, column]) => column),
      ];
      expect(used.filter(column => !known.includes(column))).toEqual([]);
    }
  });
});

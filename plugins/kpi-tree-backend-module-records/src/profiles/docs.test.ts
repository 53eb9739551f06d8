import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  addConfiguredSources,
  KpiSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { documentedColumns, readContract } from '../__testUtils__/startProduct';
import { recordsSchema } from '../configuration/config';
import { Page } from '../http/pages';
import { settingsSchema } from '../configuration/kpiSettings';
import * as gitHub from './github/records';
import * as gitLab from './gitlab/records';
import { profileNames } from '.';
import { JiraProfile, jiraSchema } from './JiraProfile';
import { PagerDutyProfile, pagerDutySchema } from './PagerDutyProfile';
import { ParsedPage, ProfileRequest } from './RecordProfile';
import { ServiceNowProfile, serviceNowSchema } from './ServiceNowProfile';

const url = 'https://x.example';
const pages = readdirSync(resolve(__dirname, '../../docs')).map(file =>
  file.replace(/\.md$/, ''),
);

it('there is a page of every product', () => {
  const products = profileNames.map(name => name.toLocaleLowerCase('en-US'));
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

/** The columns of a record of which nothing is known. */
const columnsOf = ({ row }: { row: object }, without: string[] = []) =>
  Object.keys(row)
    .filter(column => !without.includes(column))
    .sort();

const parse = (request: ProfileRequest, item: object) =>
  (
    request.parse(
      { items: [item], body: {} } as unknown as Page,
      async () => [],
    ) as ParsedPage
  ).records[0];

const documented = (page: string, kind?: string) =>
  documentedColumns(`${page}.md`).filter(
    ({ kinds }) => !kind || !kinds.length || kinds.includes(kind),
  );

const names = (page: string, kind?: string) =>
  documented(page, kind)
    .map(({ column }) => column)
    .sort();

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
      ...names(page),
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

/** The columns that each record of GitHub and GitLab has, which their pages say once. */
const common = ['kind', 'repository', 'repository_id'];

describe('documented columns', () => {
  it.each([['incident'], ['change_request'], ['problem'], ['sc_req_item']])(
    'of ServiceNow are asked for and known: %s',
    table => {
      const contract = readContract('servicenow.json');
      const [request] = new ServiceNowProfile(
        serviceNowSchema.parse({ url, table }),
      ).requests(new Date());
      const asked = request.url.searchParams.get('sysparm_fields')!.split(',');
      expect(['sys_id', ...names('servicenow', table)].sort()).toEqual(
        asked.sort(),
      );
      for (const { field } of documented('servicenow', table)) {
        expect([
          field,
          contract.hasField('GET', '/api/now/table/x', 'result', field),
        ]).toEqual([field, true]);
      }
    },
  );

  it('of Jira are those of its issues', () => {
    const contract = readContract('jira.json');
    const [request] = new JiraProfile(jiraSchema.parse({ url })).requests(
      new Date(),
      new Date(),
    );
    const record = parse(request, { id: '1' });
    expect(names('jira')).toEqual(columnsOf(record));
    const asked = request.url.searchParams.get('fields')!.split(',');
    for (const { field } of documented('jira')) {
      for (const path of ['/rest/api/3/search/jql', '/rest/api/2/search']) {
        expect([
          field,
          contract.hasField('GET', path, 'issues', field),
        ]).toEqual([field, true]);
      }
      expect(['key', ...asked]).toContain(field.split('.')[1] ?? field);
    }
  });

  it('of PagerDuty are those of its incidents', () => {
    const contract = readContract('pagerduty.json');
    const [request] = new PagerDutyProfile(pagerDutySchema.parse({})).requests(
      new Date(),
    );
    const columns = documented('pagerduty');
    const record = parse(
      request,
      Object.fromEntries(columns.map(({ column }) => [column, 1])),
    );
    expect(columnsOf(record)).toEqual(names('pagerduty'));
    for (const { field } of columns) {
      expect([
        field,
        contract.hasField('POST', '/analytics/raw/incidents', 'data', field),
      ]).toEqual([field, true]);
    }
  });

  it.each([
    ['deployment', gitLab.toDeployment, '/projects/1/deployments'],
    ['merge_request', gitLab.toMergeRequest, '/groups/1/merge_requests'],
    ['merge_request', gitLab.toMergeRequest, '/projects/1/merge_requests'],
    ['pipeline', gitLab.toPipeline, '/projects/1/pipelines'],
    ['release', gitLab.toRelease, '/projects/1/releases'],
  ])('of GitLab are those of a %s', (kind, toRecord, path) => {
    const contract = readContract('gitlab.json');
    expect(columnsOf(toRecord({}, { path: 'a/b', id: '' }), common)).toEqual(
      names('gitlab', kind),
    );
    for (const { field } of documented('gitlab', kind)) {
      expect([
        field,
        contract.hasField('GET', `/api/v4${path}`, '', field),
      ]).toEqual([field, true]);
    }
  });

  it.each([
    ['deployment', gitHub.toDeployment],
    ['pull_request', gitHub.toPullRequest],
    ['release', gitHub.toRelease],
    ['workflow_run', gitHub.toWorkflowRun],
  ])('of GitHub are those of a %s', (kind, toRecord) => {
    expect(columnsOf(toRecord({}, { slug: 'a/b', id: '' }), common)).toEqual(
      names('github', kind),
    );
  });
});

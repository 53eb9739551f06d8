import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import searchPlugin from '@backstage/plugin-search-backend';
// What is found is what the real backend tells
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import request from 'supertest';
import type { KpiTreeDocument } from './KpiTreeDocument';
import searchModuleKpiTree from '.';

jest.setTimeout(120_000);

const apiVersion = 'kpi-tree.io/v1alpha1';

function kpi(name: string, metadata: object = {}, spec: object = {}): Entity {
  return {
    apiVersion,
    kind: 'Kpi',
    metadata: { name, description: `What ${name} measures`, ...metadata },
    spec: {
      lifecycle: 'production',
      owner: 'group:default/owners',
      unit: 'h',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'mean', overEntities: 'mean' },
      target: 4,
      threshold: 8,
      source: { id: 'test' },
      ...spec,
    },
  };
}

const mttr = kpi(
  'incident-mttr',
  { title: 'Mean time to restore', tags: ['dora'] },
  {
    personas: ['service-owner'],
    definition: { formula: 'restored minus opened', pitfalls: ['Cherries'] },
  },
);

const tree: Entity = {
  apiVersion,
  kind: 'KpiTree',
  metadata: { name: 'it-transformation', title: 'IT Transformation' },
  spec: {
    lifecycle: 'experimental',
    owner: 'group:default/cio',
    appliesTo: { kind: 'Component' },
    root: {
      id: 'goal',
      kind: 'goal',
      title: 'Better services',
      children: [
        {
          id: 'detect-to-correct',
          kind: 'value-stream',
          title: 'Detect to Correct',
          children: [{ kpi: 'incident-mttr' }],
        },
      ],
    },
  },
};

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'owners' },
  spec: { type: 'team', children: [] },
};

const isUser = (credentials: { principal: unknown }) =>
  (credentials.principal as { type: string }).type === 'user';

/** A portal with the real search; users may not read what is hidden. */
async function startSearch(
  definitions: Entity[],
  { hidden = [] as string[] } = {},
) {
  const { server } = await startTestBackend({
    features: [
      searchPlugin,
      searchModuleKpiTree,
      kpiTreePlugin,
      schedulerServiceFactory,
      catalogServiceMock.factory({ entities: [group, ...definitions] }),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          search: {
            collators: {
              kpiTree: {
                schedule: {
                  frequency: { seconds: 1 },
                  timeout: { minutes: 1 },
                },
              },
            },
          },
        },
      }),
      mockServices.permissions.mock({
        authorize: async (requests, { credentials }) =>
          requests.map(each => ({
            result:
              isUser(credentials) &&
              'resourceRef' in each &&
              hidden.includes(each.resourceRef as string)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async (requests, { credentials }) =>
          requests.map(() =>
            isUser(credentials)
              ? {
                  result: AuthorizeResult.CONDITIONAL,
                  pluginId: 'catalog',
                  resourceType: 'catalog-entity',
                  conditions: { rule: 'IS_NOT_HIDDEN', params: {} },
                }
              : { result: AuthorizeResult.ALLOW },
          ),
      } as Parameters<typeof mockServices.permissions.mock>[0]).factory,
    ],
  });
  const search = async (term: string): Promise<KpiTreeDocument[]> => {
    const { body } = await request(server)
      .get('/api/search/query')
      .query({ term, 'types[0]': 'kpi-tree' })
      .set('Authorization', mockCredentials.user.header())
      .expect(200);
    return body.results.map(
      ({ document }: { document: KpiTreeDocument }) => document,
    );
  };
  /** What is found once the index has been made. */
  const find = async (term: string): Promise<KpiTreeDocument[]> => {
    let found = await search(term).catch(() => []);
    while (!found.length) {
      await new Promise(resolve => setTimeout(resolve, 100));
      found = await search(term).catch(() => []);
    }
    return found;
  };
  return { find, search };
}

const names = (documents: KpiTreeDocument[]) =>
  documents.map(({ name }) => name).sort();

describe('searchModuleKpiTree', () => {
  it.each([
    ['hourly', /schedule Invalid|got string/],
    [
      { frequency: { cron: 'each morning' }, timeout: { minutes: 1 } },
      /each morning, which is not a cron expression/,
    ],
  ])(
    'indexes as usual where its schedule is wrong: %j',
    async (schedule, why) => {
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const scheduler = mockServices.scheduler.mock();
      scheduler.createScheduledTaskRunner.mockReturnValue({
        run: async () => undefined,
      });
      await startTestBackend({
        features: [
          searchPlugin,
          searchModuleKpiTree,
          logger.factory,
          scheduler.factory,
          mockServices.rootConfig.factory({
            data: { search: { collators: { kpiTree: { schedule } } } },
          }),
        ],
      });
      expect(scheduler.createScheduledTaskRunner).toHaveBeenCalledWith(
        expect.objectContaining({ frequency: { minutes: 10 } }),
      );
      const errors = logger.error.mock.calls.map(([message]) => message);
      expect(errors).toEqual([expect.stringMatching(why)]);
      expect(errors[0]).toMatch(
        /^search\.collators\.kpiTree\.schedule .*indexed every ten minutes$/,
      );
    },
  );

  it('finds a KPI by all that its definition says', async () => {
    const { find } = await startSearch([mttr, tree]);
    expect(await find('restore')).toEqual([
      {
        title: 'Mean time to restore',
        text: expect.stringContaining('What incident-mttr measures'),
        location: '/catalog/default/kpi/incident-mttr',
        kind: 'Kpi',
        namespace: 'default',
        name: 'incident-mttr',
        owner: 'group:default/owners',
        lifecycle: 'production',
      },
    ]);
    for (const word of ['dora', 'owner', 'opened', 'cherries']) {
      expect(names(await find(word))).toContain('incident-mttr');
    }
  });

  it('finds a tree by its name, its nodes and KPIs', async () => {
    const { find } = await startSearch([mttr, tree]);
    expect(await find('detect')).toEqual([
      expect.objectContaining({
        title: 'IT Transformation',
        kind: 'KpiTree',
        location: '/catalog/default/kpitree/it-transformation',
        lifecycle: 'experimental',
      }),
    ]);
    expect(names(await find('transformation'))).toEqual(['it-transformation']);
    expect(names(await find('mttr'))).toEqual([
      'incident-mttr',
      'it-transformation',
    ]);
  });

  it('reads definitions page by page', async () => {
    const many = Array.from({ length: 450 }, (_, index) =>
      kpi(`measure-${index}`),
    );
    const { find } = await startSearch(many);
    for (const name of ['measure-0', 'measure-222', 'measure-449']) {
      expect(names(await find(name))).toContain(name);
    }
  });

  it('does not let find what may not be read', async () => {
    const secret = kpi('secret-mttr', { title: 'Secret time to restore' });
    const secretBase = kpi(
      'base',
      { description: 'Confidential' },
      { definition: { formula: 'confidential minus opened' } },
    );
    const heir: Entity = {
      ...kpi('heir', { title: 'Heir', description: 'Restore of the heir' }),
      spec: { extends: 'base', target: 3 },
    };
    const { find, search } = await startSearch(
      [mttr, secret, heir, secretBase, tree],
      {
        hidden: [
          'kpi:default/secret-mttr',
          'kpi:default/base',
          'kpitree:default/it-transformation',
        ],
      },
    );
    const found = await find('restore');
    expect(names(found)).toEqual(['heir', 'incident-mttr']);
    expect(await search('secret')).toEqual([]);
    // Not even by what stands in the tree only, or in what is extended
    expect(await search('detect')).toEqual([]);
    expect(await search('transformation')).toEqual([]);
    expect(await search('confidential')).toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/transformation|confidential/i);
  });
});

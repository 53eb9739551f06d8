import {
  BackstageCredentials,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import request from 'supertest';
import kpiTreePlugin from '..';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const a = 'component:default/a';
const secret = 'component:default/secret';

const open = [
  owners,
  kpiEntity('mttr'),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('Component:a'),
];

/** A catalog whose users do not see the secret, as the portal itself does. */
function catalogWithSecret(): CatalogService {
  const all: CatalogService = catalogServiceMock({
    entities: [...open, entity('Component:secret')],
  });
  const ofUsers: CatalogService = catalogServiceMock({ entities: open });
  const ofPortal = {
    byRefs: all.getEntitiesByRefs.bind(all),
    facets: all.getEntityFacets.bind(all),
  };
  const isUser = ({ credentials }: { credentials: BackstageCredentials }) =>
    (credentials.principal as { type?: string }).type === 'user';
  return Object.assign(all, {
    getEntitiesByRefs: (...args: Parameters<typeof ofPortal.byRefs>) =>
      isUser(args[1])
        ? ofUsers.getEntitiesByRefs(...args)
        : ofPortal.byRefs(...args),
    getEntityFacets: (...args: Parameters<typeof ofPortal.facets>) =>
      isUser(args[1])
        ? ofUsers.getEntityFacets(...args)
        : ofPortal.facets(...args),
  });
}

/** @param everything - whether users may read all entities */
async function startBackend(everything: boolean) {
  const source = new FakeSource('test', [
    {
      measurements: [measured(a, 'mttr', 3), measured(secret, 'mttr', 7)],
      errors: [
        { message: 'a row is wrong', where: `mttr of ${a}`, entityRef: a },
        {
          message: 'another row is wrong',
          where: `mttr of ${secret}`,
          entityRef: secret,
        },
      ],
    },
  ]);
  const { server } = await startTestBackend({
    features: [
      kpiTreePlugin,
      createBackendModule({
        pluginId: 'kpi-tree',
        moduleId: 'test-source',
        register(env) {
          env.registerInit({
            deps: { sources: kpiTreeSourcesExtensionPoint },
            async init({ sources }) {
              sources.addSource(source);
            },
          });
        },
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: catalogWithSecret,
      }),
      mockServices.rootConfig.factory({
        data: { kpiTree: { asOf: '2026-05-15', completenessFloor: 0 } },
      }),
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        authorizeConditional: async requests =>
          requests.map(({ permission }) =>
            everything || permission.name.startsWith('kpi-tree.')
              ? { result: AuthorizeResult.ALLOW }
              : {
                  result: AuthorizeResult.CONDITIONAL,
                  pluginId: 'catalog',
                  resourceType: 'catalog-entity',
                  conditions: {
                    rule: 'IS_NO_SECRET',
                    resourceType: 'catalog-entity',
                  },
                },
          ),
      } as Parameters<typeof mockServices.permissions.mock>[0]).factory,
    ],
  });
  const get = async (path: string) =>
    (await request(server).get(`/api/kpi-tree/v1${path}`).expect(200)).body;
  const collect = async (options: object) => {
    const { body } = await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .send(options)
      .expect(202);
    for (;;) {
      const run = await get(`/runs/${body.id}`);
      if (run.state !== 'running') {
        return run;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  /** The same run in every answer that has it. */
  const answers = async (options: object) => {
    const run = await collect(options);
    const runs = await get('/runs?source=test');
    const sources = await get('/sources');
    return [
      run,
      runs.items.find(({ id }: { id: string }) => id === run.id),
      sources.items[0].lastRun,
    ];
  };
  return { server, source, answers };
}

describe('runs', () => {
  it('tell of the entities that the caller may read', async () => {
    const { answers } = await startBackend(true);
    for (const run of await answers({ dryRun: true })) {
      expect(run).toMatchObject({
        errors: [{ entityRef: a }, { entityRef: secret }],
        sample: [{ entityRef: a }, { entityRef: secret }],
      });
    }
  });

  it('keep what is of others: their measurements and where a mistake is', async () => {
    const { server, source, answers } = await startBackend(false);
    for (const dryRun of [true, false]) {
      for (const run of await answers({ dryRun })) {
        expect(run).toMatchObject({
          dryRun,
          errors: [
            { message: 'a row is wrong', where: `mttr of ${a}`, entityRef: a },
            { message: 'another row is wrong', count: 1 },
          ],
          sample: dryRun ? [{ entityRef: a, value: 3 }] : [],
        });
        expect(JSON.stringify(run)).not.toContain('secret');
      }
    }

    const { batches } = source;
    source.collectWith = async function* endless() {
      yield* batches;
      await new Promise(() => {});
    };
    const started = await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .send({ dryRun: true })
      .expect(202);
    const cancelled = await request(server)
      .post(`/api/kpi-tree/v1/runs/${started.body.id}/cancel`)
      .expect(202);
    expect(JSON.stringify(cancelled.body)).not.toContain('secret');
  });
});

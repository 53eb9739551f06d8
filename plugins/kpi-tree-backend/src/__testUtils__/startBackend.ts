import {
  BackendFeature,
  BackstageCredentials,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import request from 'supertest';
import kpiTreePlugin from '..';
import { entity, kpiEntity, owners, treeEntity } from './entities';
import { FakeSource } from './FakeSource';
import { measured } from './harness';

/** The service that has the KPI `mttr` of the tree `tree`, in its node `d2c`. */
export const a = 'component:default/a';

/** What the catalog has unless a test says otherwise. */
export const defaultEntities = [
  owners,
  kpiEntity('mttr', {}, { tags: ['dora'] }),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('Component:a'),
];

/** A module that adds a source. */
export function sourceModule(source: FakeSource): BackendFeature {
  return createBackendModule({
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
  });
}

/** What the policy of the portal says of a permission, by its name. */
export type Decide = (
  permission: string,
  credentials: BackstageCredentials,
) => PolicyDecision;

function permissionsOf(decide: Decide): BackendFeature {
  const decisions = async (
    requests: { permission: { name: string } }[],
    { credentials }: { credentials: BackstageCredentials },
  ) => requests.map(({ permission }) => decide(permission.name, credentials));
  return mockServices.permissions.mock({
    authorize: decisions,
    authorizeConditional: decisions,
  } as Parameters<typeof mockServices.permissions.mock>[0]).factory;
}

/** Denies what the permissions of KPI Tree protect, and lets the catalog be read. */
export const denied: Decide = permission => ({
  result: permission.startsWith('kpi-tree.')
    ? AuthorizeResult.DENY
    : AuthorizeResult.ALLOW,
});

/**
 * The plugin in a backend of its own, as of 15 May 2026, with a source `test` that measures
 * 3 h for the KPI `mttr` of `a` in April.
 *
 * @param options - `catalog` is a catalog of its own in place of `entities`; `kpiTree` is
 *   the configuration below that key; `features` are further ones; everything is allowed
 *   if `decide` is not given
 */
export async function startBackend({
  entities = defaultEntities,
  catalog = catalogServiceMock.factory({ entities }),
  source = new FakeSource('test', [
    { measurements: [measured(a, 'mttr', 3)], rowsRead: 1 },
  ]),
  kpiTree = { asOf: '2026-05-15', completenessFloor: 0 },
  decide,
  features = [],
}: {
  entities?: Entity[];
  catalog?: BackendFeature;
  source?: FakeSource;
  kpiTree?: JsonObject;
  decide?: Decide;
  features?: BackendFeature[];
} = {}) {
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      sourceModule(source),
      catalog,
      mockServices.rootConfig.factory({ data: { kpiTree } }),
      ...(decide ? [permissionsOf(decide)] : []),
      ...features,
    ],
  });
  const { server } = backend;
  const get = (path: string) => request(server).get(`/api/kpi-tree/v1${path}`);
  const post = (path: string, body?: object) =>
    request(server).post(`/api/kpi-tree/v1${path}`).send(body);
  const endOf = async (id: string): Promise<Run> => {
    for (;;) {
      const { body: run } = await get(`/runs/${id}`).expect(200);
      if (run.state !== 'running') {
        return run;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  return {
    server,
    stop: () => backend.stop(),
    source,
    get,
    post,
    /** A run once it has ended. */
    endOf,
    /** Collects from the source, and answers the run once it has ended. */
    collect: async (options?: object) =>
      endOf(
        (await post('/sources/test/runs', options).expect(202)).body
          .id as string,
      ),
    push: (measurements: unknown[]) =>
      post('/measurements', { source: 'ci', measurements }),
    importCsv: (csv: string, query = '') =>
      request(server)
        .post(`/api/kpi-tree/v1/measurements/import${query}`)
        .set('Content-Type', 'text/csv')
        .send(csv),
  };
}

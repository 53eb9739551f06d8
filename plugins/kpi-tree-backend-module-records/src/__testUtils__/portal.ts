import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Run, Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import request from 'supertest';
import recordsModule from '..';

/** The entity of a catalog file, as short as may be. */
export function entityOf(
  ref: string,
  options: {
    annotations?: Record<string, string>;
    /** Such as `{ 'system:default/shop': 'partOf' }`. */
    relations?: Record<string, string>;
    spec?: Entity['spec'];
    metadata?: object;
  } = {},
): Entity {
  const [kind, name] = ref.split(':');
  const { annotations = {}, relations = {}, spec = {}, metadata } = options;
  const isOurs = kind.startsWith('Kpi');
  return {
    apiVersion: isOurs ? 'kpi-tree.io/v1alpha1' : 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-of-${ref}`,
      annotations,
      ...metadata,
    },
    spec: {
      ...(isOurs ? {} : { type: 'service' }),
      lifecycle: 'production',
      ...spec,
    },
    relations: Object.entries(relations).map(([targetRef, type]) => ({
      type,
      targetRef,
    })),
  };
}

/** The number of incidents by month, in a tree of all Components. */
export const incidents: Entity[] = [
  entityOf('Group:owners'),
  entityOf('Kpi:incidents', {
    metadata: {
      title: 'Incidents',
      description: 'Incidents that were opened.',
    },
    spec: {
      owner: 'group:default/owners',
      unit: '1',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      target: 4,
      threshold: 6,
      source: { id: 'incidents', time: 'opened', measure: 'count' },
    },
  }),
  entityOf('KpiTree:tree', {
    spec: {
      owner: 'group:default/owners',
      appliesTo: { kind: 'Component' },
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [{ kpi: 'incidents' }],
      },
    },
  }),
];

/** Another KPI of the incidents, as their number but for what is said. */
export function kpiOf(
  name: string,
  spec: object = {},
  source: object = {},
): Entity {
  const [, counted] = incidents;
  return entityOf(`Kpi:${name}`, {
    metadata: { title: name, description: name },
    spec: {
      ...counted.spec,
      ...spec,
      source: { id: 'incidents', time: 'opened', ...source },
    },
  });
}

/**
 * A portal that reads incidents from files, with a catalog that a test changes.
 *
 * @param options - the source, what day it is, and where data are kept
 */
export async function startPortal(options: {
  source: object;
  asOf?: string;
  /** A directory in which another portal finds them, or `backend.database`. */
  database?: string | object;
  entities: Entity[];
  kpiTree?: object;
  /** Permissions that nobody has. */
  denied?: string[];
  /** `kpiTree.records.engine`. */
  engine?: object;
}) {
  const {
    source,
    asOf = '2026-05-15',
    database,
    kpiTree,
    denied = [],
    engine,
  } = options;
  const catalog = { entities: options.entities };
  /** As the catalog is at each question. */
  const current = <K extends keyof CatalogService>(method: K) =>
    ((...args: unknown[]) =>
      (
        catalogServiceMock({ entities: catalog.entities })[method] as (
          ...all: unknown[]
        ) => unknown
      )(...args)) as CatalogService[K];
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      recordsModule,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: (): CatalogService => ({
          ...catalogServiceMock(),
          streamEntities: current('streamEntities'),
          getEntitiesByRefs: current('getEntitiesByRefs'),
          getEntityFacets: current('getEntityFacets'),
        }),
      }),
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async queries =>
          queries.map(() => ({ result: AuthorizeResult.ALLOW })),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database:
              typeof database === 'object'
                ? database
                : {
                    client: 'better-sqlite3',
                    connection: database ? { directory: database } : ':memory:',
                  },
          },
          kpiTree: {
            asOf,
            ...kpiTree,
            records: { sources: [source], ...(engine ? { engine } : {}) },
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const api = '/api/kpi-tree/v1';
  const ended = async (id: string): Promise<Run> => {
    for (;;) {
      const { body } = await request(server).get(`${api}/runs/${id}`);
      if (body.state !== 'running') {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  return {
    server,
    catalog,
    stop: () => backend.stop(),
    collect: async (): Promise<Run> => {
      const { body } = await request(server)
        .post(`${api}/sources/incidents/runs`)
        .send({})
        .expect(202);
      return ended(body.id);
    },
    /** Incidents in February, March and April; the namespace is `default` unless said. */
    months: async (ref: string): Promise<(number | null)[]> => {
      const { kind, namespace, name } = parseEntityRef(ref);
      const { body } = await request(server)
        .get(`${api}/series/${kind}/${namespace}/${name}/incidents`)
        .query({ from: '2026-02-01', to: '2026-04-30', period: 'month' })
        .expect(200);
      return (body as Series).points.map(({ value }) => value);
    },
  };
}

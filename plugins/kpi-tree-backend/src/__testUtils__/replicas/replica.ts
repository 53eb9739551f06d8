/**
 * A backend in a process of its own, to be killed: with the plugin, sign-in, a policy, a
 * catalog that stands still, and a source that takes its time.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  BackstageCredentials,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProviderModule from '@backstage/plugin-auth-backend-module-guest-provider';
import {
  catalogEntityReadPermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  KpiSource,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import kpiTreePlugin from '../..';
import {
  HIDDEN,
  replicaEntities,
  slowBatches,
  STRANGER,
  windowOf,
} from './portal';

const { PORT, DATABASE, TOKEN, USER_REF } = process.env as Record<
  string,
  string
>;

const slow: KpiSource = {
  id: 'test',
  settings: z.looseObject({}),
  schedule: {
    frequency: { seconds: 2 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 0 },
  },
  async *collect() {
    for (const measurements of slowBatches()) {
      yield { measurements, rowsRead: measurements.length };
      await new Promise(resolve => setTimeout(resolve, 15));
    }
  },
};

/** Is asked for a day at a time, and takes its time. */
const windowed: KpiSource = {
  id: 'windowed',
  settings: z.looseObject({}),
  window: { history: { days: 1 }, overlap: { days: 1 }, chunk: { days: 1 } },
  async *collect({ from }) {
    await new Promise(resolve => setTimeout(resolve, 100));
    const measurements = windowOf(from!);
    yield { measurements, rowsRead: measurements.length };
  },
};

/** Of what a caller may read; all of it but to the stranger. */
function catalog(): CatalogService {
  const entities = replicaEntities();
  const whole = catalogServiceMock({ entities });
  const part = catalogServiceMock({
    entities: entities.filter(each => stringifyEntityRef(each) !== HIDDEN),
  });
  const seenBy = ({ principal }: BackstageCredentials) =>
    (principal as { userEntityRef?: string }).userEntityRef === STRANGER
      ? part
      : whole;
  return Object.assign(catalogServiceMock({ entities }), {
    // What is asked on behalf of callers
    getEntityFacets: ((query, options) =>
      seenBy(options.credentials).getEntityFacets(
        query,
        options,
      )) as CatalogService['getEntityFacets'],
    getEntitiesByRefs: ((query, options) =>
      seenBy(options.credentials).getEntitiesByRefs(
        query,
        options,
      )) as CatalogService['getEntitiesByRefs'],
  });
}

/** Allows all, but to the stranger what there is of one entity. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    return permission.name === catalogEntityReadPermission.name &&
      user?.info.userEntityRef === STRANGER
      ? {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
          conditions: {
            rule: 'IS_NOT_HIDDEN',
            resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
            params: {},
          },
        }
      : { result: AuthorizeResult.ALLOW };
  },
};

const config = new ConfigReader({
  app: { baseUrl: 'http://localhost' },
  backend: {
    baseUrl: `http://127.0.0.1:${PORT}`,
    listen: { port: Number(PORT), host: '127.0.0.1' },
    database: {
      client: 'pg',
      connection: DATABASE,
      pluginDivisionMode: 'schema',
      ensureSchemaExists: true,
    },
    auth: {
      externalAccess: [
        { type: 'static', options: { token: TOKEN, subject: 'test' } },
      ],
    },
  },
  auth: {
    providers: {
      guest: {
        dangerouslyAllowOutsideDevelopment: true,
        userEntityRef: USER_REF,
      },
    },
  },
  permission: { enabled: true },
  kpiTree: { asOf: '2026-05-15', completenessFloor: 0 },
});

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => config,
  }),
);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: catalog,
  }),
);
backend.add(
  createBackendModule({
    pluginId: 'kpi-tree',
    moduleId: 'slow-source',
    register(env) {
      env.registerInit({
        deps: { sources: kpiTreeSourcesExtensionPoint },
        async init({ sources }) {
          sources.addSource(slow);
          sources.addSource(windowed);
        },
      });
    },
  }),
);
backend.add(authPlugin);
backend.add(guestProviderModule);
backend.add(permissionPlugin);
backend.add(
  createBackendModule({
    pluginId: 'permission',
    moduleId: 'replica-policy',
    register(env) {
      env.registerInit({
        deps: { policies: policyExtensionPoint },
        async init({ policies }) {
          policies.setPolicy(policy);
        },
      });
    },
  }),
);
backend.add(kpiTreePlugin);
backend.start();

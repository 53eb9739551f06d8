/**
 * A Backstage backend with the plugin and an empty route beside it, in a process of
 * its own. Takes the number of services and the database from the environment, and a file of
 * incidents that it collects when it is asked to.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProvider from '@backstage/plugin-auth-backend-module-guest-provider';
import { Router } from 'express';
import kpiTreePlugin from '../plugins/kpi-tree-backend/src';
import recordsModule from '../plugins/kpi-tree-backend-module-records/src';
import { measuredCatalog } from './incidentKpis';
import { catalogEntities, catalogOf, NOW } from './portal';

const { SERVICES, PORT, DATABASE, INCIDENTS } = process.env as Record<
  string,
  string
>;

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
  },
  auth: {
    providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
  },
  kpiTree: {
    asOf: NOW.toISOString(),
    ...(INCIDENTS && {
      records: {
        sources: [
          {
            id: 'benchmark',
            csv: INCIDENTS,
            key: ['number'],
            columns: { priority: {} },
            keep: { days: 800, megabytes: 20_000 },
            entities: { byName: true, column: 'service' },
          },
        ],
      },
    }),
  },
});

/** Answers as many bytes as it is asked for, and does nothing else. */
const emptyPlugin = createBackendPlugin({
  pluginId: 'empty',
  register(env) {
    env.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ httpRouter, httpAuth }) {
        const router = Router();
        router.get('/:bytes', async (req, res) => {
          await httpAuth.credentials(req);
          res.json('x'.repeat(Math.max(0, Number(req.params.bytes) - 2)));
        });
        router.post('/memory', async (_, res) => {
          (globalThis as { gc?: () => void }).gc?.();
          res.json(process.memoryUsage());
        });
        httpRouter.use(router);
      },
    });
  },
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
    factory: () =>
      catalogOf(
        INCIDENTS
          ? measuredCatalog(Number(SERVICES))
          : catalogEntities(Number(SERVICES)),
      ) as unknown as CatalogService,
  }),
);
// So that who asks is a user, as in a browser
backend.add(authPlugin);
backend.add(guestProvider);
backend.add(emptyPlugin);
backend.add(kpiTreePlugin);
if (INCIDENTS) {
  backend.add(recordsModule);
}
backend.start();

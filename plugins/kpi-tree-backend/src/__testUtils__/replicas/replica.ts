/**
 * A backend in a process of its own, to be killed: with the plugin, a catalog that
 * stands still, and a source that takes its time.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  KpiSource,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import kpiTreePlugin from '../..';
import { slowBatches, replicaEntities, windowOf } from './portal';

const { PORT, DATABASE, TOKEN } = process.env as Record<string, string>;

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

function catalog(entities: Entity[]) {
  const byRef = new Map(entities.map(e => [stringifyEntityRef(e), e]));
  return {
    async *streamEntities() {
      yield entities;
    },
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref => byRef.get(ref)),
    }),
  };
}

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
    factory: () => catalog(replicaEntities()) as unknown as CatalogService,
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
backend.add(kpiTreePlugin);
backend.start();

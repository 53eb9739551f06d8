import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { kpiTreePermissions } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { ShutdownError } from './collector/Collector';
import { scheduleTasks } from './collector/schedule';
import { readKpiTreeConfig } from './config';
import { createRouter } from './router/createRouter';
import { createServices } from './services';
import { openDatabase } from './store/database';

/** How long a change in the catalog may stay unseen by a page. */
const DEFINITIONS_MAX_AGE_MS = 15_000;

/**
 * KPI trees: store, collector, evaluation and REST API.
 *
 * @public
 */
export const kpiTreePlugin = createBackendPlugin({
  pluginId: 'kpi-tree',
  register(env) {
    const sources = new Map<string, KpiSource>();
    env.registerExtensionPoint(kpiTreeSourcesExtensionPoint, {
      addSource(source) {
        if (sources.has(source.id)) {
          throw new ConflictError(
            `There are two KPI sources with the id ${source.id}: give each its own`,
          );
        }
        sources.set(source.id, source as KpiSource);
      },
    });

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, logger, permissions } = deps;
        const config = readKpiTreeConfig(deps.config);
        const shutdown = new AbortController();
        deps.lifecycle.addShutdownHook(() =>
          shutdown.abort(new ShutdownError('The backend is shut down')),
        );
        const services = createServices({
          knex: await openDatabase(deps.database),
          catalog,
          auth,
          permissions,
          logger,
          sources,
          config,
          definitionsMaxAgeMs: DEFINITIONS_MAX_AGE_MS,
        });
        deps.permissionsRegistry.addPermissions(kpiTreePermissions);
        deps.httpRouter.use(
          await createRouter({
            ...services,
            httpAuth: deps.httpAuth,
            permissions,
            shutdown: shutdown.signal,
          }),
        );
        await scheduleTasks({
          ...services,
          scheduler: deps.scheduler,
          shutdown: shutdown.signal,
          sources,
          logger,
        });
      },
    });
  },
});

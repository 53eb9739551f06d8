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
import { Collector } from './collector/Collector';
import { scheduleCollections } from './collector/schedule';
import { readKpiTreeConfig } from './config';
import { DefinitionsService } from './definitions/DefinitionsService';
import { DraftService } from './drafts/DraftService';
import { TrialService } from './drafts/TrialService';
import { Evaluator } from './evaluation/Evaluator';
import { createRouter } from './router/createRouter';
import { EntityAccess } from './scorecard/EntityAccess';
import { MembersService } from './scorecard/MembersService';
import { ScorecardService } from './scorecard/ScorecardService';
import { SeriesService } from './scorecard/SeriesService';
import { CurrentStore } from './store/CurrentStore';
import { openDatabase } from './store/database';
import { MeasurementStore } from './store/MeasurementStore';
import { RunStore } from './store/RunStore';
import { VersionStore } from './store/VersionStore';

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
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, logger } = deps;
        const config = readKpiTreeConfig(deps.config);
        const knex = await openDatabase(deps.database);
        const measurements = new MeasurementStore(knex);
        const runs = new RunStore(knex);
        const versions = new VersionStore(knex, config.now);
        const definitions = new DefinitionsService({
          catalog,
          auth,
          logger,
          sources,
          versions,
          config,
          maxAgeMs: DEFINITIONS_MAX_AGE_MS,
        });
        const evaluator = new Evaluator({
          measurements,
          current: new CurrentStore(knex),
          config,
        });
        const collector = new Collector({
          sources,
          definitions,
          measurements,
          evaluator,
          runs,
          config,
          logger,
        });
        const access = new EntityAccess(catalog);

        const drafts = new DraftService({ definitions, access, sources });

        deps.permissionsRegistry.addPermissions(kpiTreePermissions);
        deps.httpRouter.use(
          await createRouter({
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            definitions,
            versions,
            access,
            scorecards: new ScorecardService({ evaluator, access, config }),
            series: new SeriesService({
              measurements,
              evaluator,
              access,
              config,
            }),
            members: new MembersService({ evaluator, access }),
            drafts,
            trials: new TrialService({
              drafts,
              definitions,
              evaluator,
              access,
              sources,
              config,
              logger,
            }),
            collector,
            runs,
            sources,
          }),
        );
        await scheduleCollections({
          scheduler: deps.scheduler,
          collector,
          sources,
          logger,
        });
      },
    });
  },
});

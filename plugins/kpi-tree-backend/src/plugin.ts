import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  isResourcePermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  kpiTreeActionWritePermission,
  kpiTreeReviewWritePermission,
  kpiTreeChangeDeclarePermission,
  kpiTreeCheckInWritePermission,
  kpiTreeCommentWritePermission,
  kpiTreeMeasurementCreatePermission,
  kpiTreePermissions,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  kpiTreeKpiPermissionResourceRef,
  KpiTreeMessageSender,
  kpiTreeMessagesExtensionPoint,
  kpiTreePermissionRules,
  kpiTreeSourcesExtensionPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiRightsReader } from './access/KpiRightsReader';
import { registerAgentActions } from './agents/registerAgentActions';
import { ViewLinks } from './agents/ViewLinks';
import { Audit } from './audit/Audit';
import { addBadgePolicy } from './badge/badgeRoutes';
import { ShutdownError } from './collector/interruptions';
import { scheduleTasks } from './collector/schedule';
import { createApi } from './composition/createApi';
import { createServices } from './composition/services';
import { ConfigReport } from './configuration/ConfigReport';
import { findProblems } from './configuration/findProblems';
import { readKpiTreeConfig } from './configuration/KpiTreeConfig';
import { SourceRegistry } from './configuration/SourceRegistry';
import { catalogConditions } from './messages/catalogConditions';
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
    const registry = new SourceRegistry();
    env.registerExtensionPoint(kpiTreeSourcesExtensionPoint, registry);
    let sender: KpiTreeMessageSender | undefined;
    env.registerExtensionPoint(kpiTreeMessagesExtensionPoint, {
      setSender(given) {
        if (sender) {
          throw new Error(
            'Two modules send the messages of KPI trees: install one of them',
          );
        }
        sender = given;
      },
    });

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        instance: coreServices.rootInstanceMetadata,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        tracing: tracingServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, logger, permissions } = deps;
        const { config, problems } = readKpiTreeConfig(deps.config);
        const report = new ConfigReport(registry, logger, [
          ...problems,
          ...(await findProblems(deps.config, deps.instance)),
        ]);
        report.log();
        const shutdown = new AbortController();
        const services = createServices({
          knex: await openDatabase(deps.database),
          catalog,
          auth,
          auditor: deps.auditor,
          permissions,
          logger,
          metrics: deps.metrics,
          tracing: deps.tracing,
          sources: registry.sources,
          misconfigured: registry.misconfigured,
          report,
          config,
          ...(sender
            ? {
                messaging: {
                  sender,
                  hasPolicy:
                    deps.config.getOptionalBoolean('permission.enabled') ??
                    false,
                  applyConditions: catalogConditions(deps),
                },
              }
            : {}),
          definitionsMaxAgeMs: DEFINITIONS_MAX_AGE_MS,
        });
        await services.startUp.run();
        await services.arithmetic.claim();
        deps.lifecycle.addShutdownHook(async () => {
          shutdown.abort(new ShutdownError('The backend is shut down'));
          await services.collector.settled();
          await services.readers?.settled();
        });
        deps.permissionsRegistry.addPermissions(
          kpiTreePermissions.filter(
            permission => !isResourcePermission(permission),
          ),
        );
        deps.permissionsRegistry.addResourceType({
          resourceRef: kpiTreeKpiPermissionResourceRef,
          permissions: kpiTreePermissions.filter(permission =>
            isResourcePermission(permission),
          ),
          rules: Object.values(kpiTreePermissionRules),
        });
        const rightsReader = (permission: ResourcePermission) =>
          new KpiRightsReader(
            permissions,
            deps.permissionsRegistry.getPermissionRuleset(
              kpiTreeKpiPermissionResourceRef,
            ),
            permission,
          );
        const actionRights = rightsReader(kpiTreeActionWritePermission);
        addBadgePolicy(deps.httpRouter, services.badges);
        const audit = new Audit(deps.auditor);
        registerAgentActions(deps.actionsRegistry, {
          ...services,
          auth,
          audit,
          userInfo: deps.userInfo,
          permissions,
          logger,
          links: new ViewLinks(deps.config),
          actionRights,
        });
        deps.httpRouter.use(
          await createApi({
            ...services,
            auth,
            audit,
            httpAuth: deps.httpAuth,
            userInfo: deps.userInfo,
            permissions,
            measurementRights: rightsReader(kpiTreeMeasurementCreatePermission),
            changeRights: rightsReader(kpiTreeChangeDeclarePermission),
            actionRights,
            commentRights: rightsReader(kpiTreeCommentWritePermission),
            checkInRights: rightsReader(kpiTreeCheckInWritePermission),
            reviewRights: rightsReader(kpiTreeReviewWritePermission),
            shutdown: shutdown.signal,
          }),
        );
        await scheduleTasks({
          ...services,
          scheduler: deps.scheduler,
          shutdown: shutdown.signal,
          sources: registry.sources,
          logger,
        });
      },
    });
  },
});

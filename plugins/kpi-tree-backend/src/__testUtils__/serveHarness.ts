import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  kpiTreeActionWritePermission,
  kpiTreeChangeDeclarePermission,
  kpiTreeCheckInWritePermission,
  kpiTreeCommentWritePermission,
  kpiTreeMeasurementCreatePermission,
  kpiTreeReviewWritePermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiRightsReader } from '../access/KpiRightsReader';
import { Audit } from '../audit/Audit';
import { createApi } from '../composition/createApi';
import { createHarness } from './harness';

/** The REST API over the services of a harness, for a user who may do everything. */
export async function serveHarness(
  services: ReturnType<typeof createHarness>['services'],
) {
  const { server } = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'kpi-tree',
        register(env) {
          env.registerInit({
            deps: {
              auditor: coreServices.auditor,
              auth: coreServices.auth,
              httpAuth: coreServices.httpAuth,
              httpRouter: coreServices.httpRouter,
              permissions: coreServices.permissions,
              userInfo: coreServices.userInfo,
            },
            async init({ auditor, httpRouter, ...deps }) {
              const noRules = {
                getRuleByName: (name: string) => {
                  throw new Error(`There is no rule ${name}`);
                },
              };
              httpRouter.use(
                await createApi({
                  ...services,
                  ...deps,
                  audit: new Audit(auditor),
                  measurementRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeMeasurementCreatePermission,
                  ),
                  changeRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeChangeDeclarePermission,
                  ),
                  reviewRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeReviewWritePermission,
                  ),
                  actionRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeActionWritePermission,
                  ),
                  checkInRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeCheckInWritePermission,
                  ),
                  commentRights: new KpiRightsReader(
                    deps.permissions,
                    noRules,
                    kpiTreeCommentWritePermission,
                  ),
                }),
              );
            },
          });
        },
      }),
    ],
  });
  return server;
}

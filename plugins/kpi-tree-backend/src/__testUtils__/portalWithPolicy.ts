import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProviderModule from '@backstage/plugin-auth-backend-module-guest-provider';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  Permission,
  ResourcePermission,
  isPermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createKpiTreeConditionalDecision,
  kpiTreeConditions,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import request from 'supertest';
import kpiTreePlugin from '..';
import { entity, kpiEntity, owners, treeEntity } from './entities';

/** Of services, each with the rights that its name says. */
export const tokens = {
  ci: 'the-token-of-ci-may-only-push',
  reader: 'the-token-of-a-reader-of-trees',
  catalog: 'the-token-of-the-catalog-only',
};

/** Allows one permission to the owners only, as the documentation has it. */
export const ownersPolicy = (
  owned: ResourcePermission<'kpi-tree-kpi'>,
): PermissionPolicy => ({
  async handle({ permission }, user) {
    return isPermission(permission, owned)
      ? createKpiTreeConditionalDecision(
          permission,
          kpiTreeConditions.isOwner({
            claims: user?.info.ownershipEntityRefs ?? [],
          }),
        )
      : { result: AuthorizeResult.ALLOW };
  },
});

/** Denies one permission to all users. */
export const nobodyPolicy = (denied: Permission): PermissionPolicy => ({
  handle: async ({ permission }) => ({
    result: isPermission(permission, denied)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  }),
});

const staticToken = (token: string, accessRestrictions: object) => ({
  type: 'static',
  options: { token, subject: 'ci' },
  accessRestrictions: [accessRestrictions],
});

/**
 * A backend with the real sign-in, tokens and policy; Jane is who signs in.
 *
 * @param features - what a test adds
 */
export async function startPortal(
  policy: PermissionPolicy,
  features: BackendFeature[] = [],
) {
  const { server } = await startTestBackend({
    features: [
      ...features,
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      userInfoServiceFactory,
      authPlugin,
      guestProviderModule,
      permissionPlugin,
      createBackendModule({
        pluginId: 'permission',
        moduleId: 'test-policy',
        register(env) {
          env.registerInit({
            deps: { policies: policyExtensionPoint },
            async init({ policies }) {
              policies.setPolicy(policy);
            },
          });
        },
      }),
      kpiTreePlugin,
      catalogServiceMock.factory({
        entities: [
          owners,
          entity('Group:team-a'),
          entity('User:jane', {
            relations: { 'group:default/team-a': 'memberOf' },
          }),
          kpiEntity('mttr', { guards: ['deployments'] }),
          kpiEntity('deployments', { owner: 'group:default/team-a' }),
          treeEntity('tree', { d2c: ['mttr', 'deployments'] }),
          entity('Component:a', {
            relations: { 'group:default/team-a': 'ownedBy' },
          }),
          entity('Component:b', {
            annotations: { 'owner.mttr': 'user:default/jane' },
            relations: { 'group:default/owners': 'ownedBy' },
          }),
          entity('Component:c'),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          kpiTree: { asOf: '2026-05-15', completenessFloor: 0 },
          permission: { enabled: true },
          app: { baseUrl: 'http://localhost:3000' },
          backend: {
            baseUrl: 'http://localhost:7007',
            auth: {
              keys: [{ secret: 'a-secret-of-the-tests' }],
              externalAccess: [
                staticToken(tokens.ci, {
                  plugin: 'kpi-tree',
                  permission: 'kpi-tree.measurement.create',
                }),
                staticToken(tokens.reader, {
                  plugin: 'kpi-tree',
                  permission: 'kpi-tree.run.read',
                }),
                staticToken(tokens.catalog, { plugin: 'catalog' }),
              ],
            },
          },
          auth: {
            providers: {
              guest: {
                dangerouslyAllowOutsideDevelopment: true,
                userEntityRef: 'user:default/jane',
              },
            },
          },
        },
      }),
    ],
  });
  const signIn = async () =>
    (await request(server).get('/api/auth/guest/refresh').expect(200)).body
      .backstageIdentity.token as string;
  const push = (token: string, measurements: object[]) =>
    request(server)
      .post('/api/kpi-tree/v1/measurements')
      .set('Authorization', `Bearer ${token}`)
      .send({ measurements });
  const rights = (token: string) =>
    request(server)
      .get('/api/kpi-tree/v1/measurements/rights')
      .set('Authorization', `Bearer ${token}`);
  return { server, signIn, push, rights };
}

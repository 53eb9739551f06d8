import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProviderModule from '@backstage/plugin-auth-backend-module-guest-provider';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import catalogModule from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
import recordsModule from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { AddressInfo } from 'node:net';
import request from 'supertest';
import {
  sampleCatalog,
  sampleSources,
  until,
} from '../../__testUtils__/samplePortal';
import kpiTreePlugin from '../..';

/** The static token of an agent that is no user. */
export const SERVICE_TOKEN = 'the-token-of-an-agent-without-a-user';

/** The same, restricted to the MCP backend. */
export const TOKEN_FOR_MCP_ONLY = 'the-token-of-an-agent-for-mcp-only';

/** As many Kpis, trees and components as the sample has. */
const SAMPLE_KPIS_AND_COMPONENTS = 24;

/**
 * The sample portal with the real catalog, sign-in, permission framework, actions registry
 * and MCP backend.
 *
 * @param policy - of the portal
 */
export async function startMcpPortal(policy: PermissionPolicy) {
  const backend = await startTestBackend({
    features: [
      actionsRegistryServiceFactory,
      actionsServiceFactory,
      auditorServiceFactory,
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
      catalogPlugin,
      catalogModule,
      kpiTreePlugin,
      recordsModule,
      mcpPlugin,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          permission: { enabled: true },
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
            actions: { pluginSources: ['kpi-tree'] },
            auth: {
              keys: [{ secret: 'a-secret-of-the-tests' }],
              externalAccess: [
                {
                  type: 'static',
                  options: { token: SERVICE_TOKEN, subject: 'agent' },
                },
                {
                  type: 'static',
                  options: { token: TOKEN_FOR_MCP_ONLY, subject: 'mcp-agent' },
                  accessRestrictions: [{ plugin: 'mcp-actions' }],
                },
              ],
            },
          },
          auth: {
            providers: {
              guest: {
                dangerouslyAllowOutsideDevelopment: true,
                userEntityRef: 'user:default/guest',
                ownershipEntityRefs: [
                  'user:default/guest',
                  'group:default/platform-team',
                ],
              },
            },
          },
          catalog: sampleCatalog(),
          kpiTree: {
            asOf: '2026-05-15',
            records: { sources: sampleSources() },
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const { body: session } = await request(server)
    .get('/api/auth/guest/refresh')
    .expect(200);
  const token: string = session.backstageIdentity.token;
  const asService = (call: request.Test) =>
    call.set('Authorization', `Bearer ${SERVICE_TOKEN}`);
  await until(async () => {
    const { body } = await asService(
      request(server).get(
        '/api/catalog/entities?filter=kind=kpi&filter=kind=component&fields=kind,relations',
      ),
    );
    return (
      body.length === SAMPLE_KPIS_AND_COMPONENTS &&
      body.every((each: { relations?: unknown[] }) => each.relations?.length)
    );
  });
  const { port } = server.address() as AddressInfo;

  /** The official client, connected with a token. */
  const connect = async (bearer = token) => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`http://localhost:${port}/api/mcp-actions/v1`),
        { requestInit: { headers: { Authorization: `Bearer ${bearer}` } } },
      ),
    );
    return client;
  };
  return {
    stop: () => backend.stop(),
    connect,
    /** A route of the REST API, asked by the user who signs in. */
    get: async (path: string) =>
      (
        await request(server)
          .get(`/api/kpi-tree/v1${path}`)
          .set('Authorization', `Bearer ${token}`)
          .expect(200)
      ).body,
    /** Has a source collected to its end. */
    collect: async (source: string) => {
      const { body } = await asService(
        request(server).post(`/api/kpi-tree/v1/sources/${source}/runs`),
      ).expect(202);
      await until(async () => {
        const run = await asService(
          request(server).get(`/api/kpi-tree/v1/runs/${body.id}`),
        );
        return run.body.state !== 'running';
      });
    },
  };
}

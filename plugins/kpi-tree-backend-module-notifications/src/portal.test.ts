import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import catalogModuleKpiTree from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
// The whole way of a message is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import request from 'supertest';
import kpiTreeModuleNotifications from '.';
import { databaseOf } from './__testUtils__/databaseOf';

jest.setTimeout(240_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const ann = 'user:default/ann';
const jane = 'user:default/jane';
const joe = 'user:default/joe';
const carl = 'user:default/carl';

const user = (name: string) => `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [] }
---`;

const files = createMockDirectory({
  content: {
    'all.yaml': `${user('ann')}${user('jane')}${user('joe')}${user('carl')}
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop, title: Shop }
spec: { type: service, lifecycle: production, owner: payments }
---
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: mttr, title: Mean time to restore, description: How long }
spec:
  lifecycle: production
  owner: payments
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
---
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: tree, title: Tree, description: A tree }
spec:
  lifecycle: production
  owner: payments
  appliesTo: { kind: Component }
  root: { id: goal, kind: goal, title: Goal, owner: payments, children: [{ kpi: mttr }] }
`,
  },
});

/** Whoever is in no group reads what their groups own. */
const groups: Record<string, string[]> = {
  [jane]: ['group:default/payments'],
  [joe]: ['group:default/others'],
};

function decide(
  permission: string,
  credentials: BackstageCredentials,
): PolicyDecision {
  const { userEntityRef } = credentials.principal as { userEntityRef?: string };
  const claims = userEntityRef ? groups[userEntityRef] : undefined;
  return permission === 'catalog.entity.read' && claims
    ? {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: {
          rule: 'IS_ENTITY_OWNER',
          resourceType: 'catalog-entity',
          params: { claims },
        },
      }
    : { result: AuthorizeResult.ALLOW };
}

const permissions = () => {
  const decisions = async (
    requests: { permission: { name: string } }[],
    { credentials }: { credentials: BackstageCredentials },
  ) => requests.map(({ permission }) => decide(permission.name, credentials));
  return mockServices.permissions.mock({
    authorize: decisions,
    authorizeConditional: decisions,
  } as Parameters<typeof mockServices.permissions.mock>[0]).factory;
};

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

it.each(databases.eachSupportedId())(
  'tells who may read it, through the catalog and notifications of a portal on %s',
  async id => {
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKpiTree,
        notificationsPlugin,
        kpiTreePlugin,
        kpiTreeModuleNotifications,
        schedulerServiceFactory,
        permissions(),
        databaseOf(databases, id),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            permission: { enabled: true },
            catalog: {
              processingInterval: { seconds: 1 },
              locations: [
                {
                  type: 'file',
                  target: files.resolve('all.yaml'),
                  rules: [
                    {
                      allow: ['User', 'Group', 'Component', 'Kpi', 'KpiTree'],
                    },
                  ],
                },
              ],
            },
          },
        }),
      ],
    });
    const as = (call: request.Test, who: string) =>
      call.set('authorization', mockCredentials.user.header(who));
    const follows = (who: string) =>
      as(request(server).get('/api/kpi-tree/v1/follows'), who);
    const inbox = async (who: string) =>
      (
        await as(request(server).get('/api/notifications'), who).expect(200)
      ).body.notifications.map(
        ({ payload }: { payload: { title: string; link: string } }) => [
          payload.title,
          payload.link,
        ],
      );

    expect((await follows(jane).expect(200)).body.sendsMessages).toBe(true);
    await follows(joe).expect(200);
    const comment = {
      scope: 'component:default/shop',
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-04-01',
      text: `See @${jane} and @${joe}, also @${carl}`,
    };
    await until(async () => {
      const { status } = await as(
        request(server).post('/api/kpi-tree/v1/comments').send(comment),
        ann,
      );
      return status === 201 ? true : undefined;
    });
    // Whoever was never there is told last, and not what it is
    const invited = await until(async () => {
      const found = await inbox(carl);
      return found.length ? found : undefined;
    });
    expect(invited).toEqual([
      [
        'There is news about a KPI that you own or follow',
        '/kpi-tree?tab=mine',
      ],
    ]);
    expect(await inbox(jane)).toEqual([
      [
        'ann mentions you about Mean time to restore of Shop',
        '/kpi-tree/kpis/component/default/shop/mttr',
      ],
    ]);
    expect(await inbox(joe)).toEqual([]);
  },
);

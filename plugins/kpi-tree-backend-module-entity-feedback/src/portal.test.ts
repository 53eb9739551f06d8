import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import entityFeedbackPlugin from '@backstage-community/plugin-entity-feedback-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleKpiTree from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import request from 'supertest';
import kpiTreeModuleEntityFeedback from '.';
import { catalogHas, rate } from './__testUtils__/feedback';

jest.setTimeout(240_000);

const component = (name: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: payments, system: store }
---`;

const kpi = (name: string, measure: string, overEntities: string) => `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: ${name}, title: ${name}, description: What users say }
spec:
  lifecycle: production
  owner: payments
  unit: '1'
  direction: higher
  grain: day
  period: day
  aggregate: { overTime: last, overEntities: ${overEntities} }
  source: { id: entity-feedback, measure: ${measure} }
---`;

const files = createMockDirectory({
  content: {
    'all.yaml': `${component('shop')}${component('search')}${component('new')}
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: store }
spec: { owner: payments }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
---${kpi('stars', 'mean', 'mean')}${kpi('raters', 'count', 'sum')}
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: liked, title: Liked, description: What users think }
spec:
  lifecycle: production
  owner: payments
  appliesTo: { kind: Component }
  root:
    id: liked
    kind: goal
    title: What users think
    owner: payments
    children: [{ kpi: stars }, { kpi: raters }]
`,
  },
});

it('rolls ratings up by their number, into a System that was rated itself', async () => {
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleKpiTree,
      entityFeedbackPlugin,
      kpiTreePlugin,
      kpiTreeModuleEntityFeedback,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: {
            processingInterval: { seconds: 1 },
            locations: [
              {
                type: 'file',
                target: files.resolve('all.yaml'),
                rules: [
                  { allow: ['Component', 'System', 'Group', 'Kpi', 'KpiTree'] },
                ],
              },
            ],
          },
        },
      }),
    ],
  });
  await catalogHas(backend, 'component', 3);
  await rate(backend, [
    ['component:default/shop', 'ann', '5'],
    ['component:default/shop', 'bob', '5'],
    ['component:default/shop', 'cat', '4'],
    ['component:default/search', 'ann', '1'],
    ['system:default/store', 'ann', '1'],
  ]);
  const latest = async (place: string) => {
    const { body } = await request(backend.server).get(
      `/api/kpi-tree/v1/series/${place}`,
    );
    return body.points?.at(-1);
  };
  const end = Date.now() + 100_000;
  while (
    (await latest('system/default/store/raters'))?.value !== 4 &&
    Date.now() < end
  ) {
    await request(backend.server)
      .post('/api/kpi-tree/v1/sources/entity-feedback/runs')
      .send({});
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  // Not 2.83, the mean of 4.67 and 1, and not the 1 of the System
  expect(await latest('system/default/store/stars')).toMatchObject({
    value: 3.75,
    numerator: 15,
    denominator: 4,
  });
  expect(await latest('system/default/store/raters')).toMatchObject({
    value: 4,
  });
  expect(await latest('component/default/new/raters')).toMatchObject({
    value: 0,
  });
  expect(await latest('component/default/new/stars')).toBeUndefined();
  await backend.stop();
});

import { join } from 'path';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleKpiTree from '.';

jest.setTimeout(60_000);

const kpiWithoutUnit = `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: without-unit
  description: The number of incidents
spec:
  lifecycle: production
  owner: incident-management
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: sum, overEntities: sum }
`;

const files = {
  // Dates without quotes, as everyone writes them.
  'kpis.yaml': `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: incident-mttr
  description: The mean time from start to end of an incident
spec:
  lifecycle: production
  owner: incident-management
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
  target: [{ from: 2025-01-01, value: 6 }, { from: 2026-01-01, value: 4 }]
  threshold:
    - from: 2025-01-01
      value: 12
    - from: 2026-01-01
      value: 8
  review: { every: P180D, last: 2026-03-01 }
---${kpiWithoutUnit}`,
  'trees.yaml': `
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata:
  name: right
spec:
  lifecycle: production
  owner: user:default/jane
  root:
    id: it
    kind: goal
    title: IT
    children: [{ kpi: incident-mttr }, { kpi: missing }]
---
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata:
  name: duplicate-id
spec:
  lifecycle: production
  owner: user:default/jane
  root:
    id: it
    kind: goal
    title: IT
    children:
      - id: it
        kind: process
        title: Again
        children: [{ kpi: incident-mttr }]
`,
  'components.yaml': `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: right
  annotations:
    kpi-tree.io/target.incident-mttr: 4
spec: { type: service, lifecycle: production, owner: incident-management }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: wrong
  annotations:
    kpi-tree.io/target.incident-mttr: four
    kpi-tree.io/tree:
spec: { type: service, lifecycle: production, owner: incident-management }
`,
};

describe('the catalog with this module', () => {
  const directory = createMockDirectory({ content: files });
  let backend: TestBackend;
  let catalog: CatalogClient;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKpiTree,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Component', 'Location', 'Kpi', 'KpiTree'] }],
              locations: Object.keys(files).map(name => ({
                type: 'file',
                target: join(directory.path, name),
              })),
            },
          },
        }),
      ],
    });
    const port = backend.server.port();
    catalog = new CatalogClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      },
    });
  });

  afterAll(() => backend?.stop());

  /** Waits until an entity is as a test wants it; fails with what it is. */
  async function waitFor(
    ref: string,
    accept: (entity: AlphaEntity | undefined) => boolean = Boolean,
  ): Promise<AlphaEntity> {
    const end = Date.now() + 20_000;
    for (;;) {
      const entity = await catalog.getEntityByRef(ref);
      if (entity && accept(entity)) {
        return entity;
      }
      if (Date.now() > end) {
        throw new Error(`${ref} is ${JSON.stringify(entity)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  function messages(entity: AlphaEntity): string[] {
    return (entity.status?.items ?? []).map(item => item.message);
  }

  function relations(entity: AlphaEntity): string[] {
    return (entity.relations ?? []).map(r => `${r.type} ${r.targetRef}`);
  }

  it('keeps what is wrong, with the message on the entity', async () => {
    const kpi = await waitFor('kpi:default/without-unit');
    expect(kpi.status?.items).toEqual([
      {
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message:
          'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
        error: {
          name: 'InputError',
          message:
            'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
        },
      },
    ]);
    const tree = await waitFor('kpitree:default/duplicate-id');
    expect(messages(tree)).toEqual([
      'spec.root.children[0].id is "it": is also the id of spec.root: ids are unique in a tree',
    ]);
    const component = await waitFor('component:default/wrong');
    expect(messages(component)).toEqual([
      `annotation kpi-tree.io/target.incident-mttr is "four": use a number in the unit of the KPI such as '4', or '95..99' for a range`,
      'annotation kpi-tree.io/tree is "": name one or more trees, separated by commas, or none',
    ]);
  });

  it('says nothing about what is right', async () => {
    for (const ref of [
      'kpi:default/incident-mttr',
      'kpitree:default/right',
      'component:default/right',
    ]) {
      expect((await waitFor(ref)).status).toBeUndefined();
    }
  });

  it('leaves dates without quotes as they are written', async () => {
    const kpi = await waitFor('kpi:default/incident-mttr');
    expect(kpi.spec).toMatchObject({
      target: [
        { from: '2025-01-01', value: 6 },
        { from: '2026-01-01', value: 4 },
      ],
      review: { last: '2026-03-01' },
    });
  });

  it('relates owners, trees and KPIs, also of what is wrong', async () => {
    const complete = (count: number) => (entity?: AlphaEntity) =>
      entity?.relations?.length === count;
    expect(
      relations(await waitFor('kpitree:default/right', complete(3))),
    ).toEqual([
      'hasPart kpi:default/incident-mttr',
      'hasPart kpi:default/missing',
      'ownedBy user:default/jane',
    ]);
    expect(
      relations(await waitFor('kpi:default/incident-mttr', complete(3))),
    ).toEqual([
      'ownedBy group:default/incident-management',
      'partOf kpitree:default/duplicate-id',
      'partOf kpitree:default/right',
    ]);
    expect(relations(await waitFor('kpi:default/without-unit'))).toEqual([
      'ownedBy group:default/incident-management',
    ]);
  });

  it('accumulates nothing over many rounds, and follows the files', async () => {
    const before = await waitFor('kpi:default/without-unit');
    // A new file is only seen when the location was read again, and a changed
    // one when the entity itself was processed again.
    for (const title of ['first', 'second', 'third']) {
      directory.addContent({
        'kpis.yaml': kpiWithoutUnit.replace(
          'metadata:',
          `metadata:\n  title: ${title}`,
        ),
      });
      const entity = await waitFor(
        stringifyEntityRef(before),
        e => e?.metadata.title === title,
      );
      expect(entity.status).toEqual(before.status);
    }

    directory.addContent({
      'kpis.yaml': kpiWithoutUnit.replace('spec:', 'spec:\n  unit: "1"'),
    });
    const fixed = await waitFor(
      stringifyEntityRef(before),
      e => e?.spec?.unit === '1',
    );
    expect(fixed.status).toBeUndefined();

    directory.addContent({ 'kpis.yaml': kpiWithoutUnit });
    const broken = await waitFor(
      stringifyEntityRef(before),
      e => e?.spec?.unit === undefined,
    );
    expect(broken.status).toEqual(before.status);
  });
});

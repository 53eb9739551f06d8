import { Entity } from '@backstage/catalog-model';
import {
  EntityKeys,
  EntityKeysConfig,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness, measured } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();

const definitions = [
  owners,
  kpiEntity('mttr', { source: { id: 'desk' } }),
  treeEntity('tree', { d2c: ['mttr'] }),
];

/** A source whose names the admin configures, as those of the families do. */
class NamingSource extends FakeSource {
  config: EntityKeysConfig = {};

  readonly annotations = ['desk.test/name'];

  settleNames(entities: readonly SourceEntity[]) {
    return new EntityKeys(entities, this.config, 'the.config');
  }
}

const service = (
  ref: string,
  { annotations = {}, namespace = 'default' } = {},
): Entity => {
  const one = entity(ref, { annotations: { tree: 'tree' } });
  return {
    ...one,
    metadata: {
      ...one.metadata,
      namespace,
      annotations: { ...one.metadata.annotations, ...annotations },
    },
  };
};

const old = 'component:default/payments';
const line = (ref = old) => `kpi-tree.io/formerly: ${ref}`;

describe.each(databases.eachSupportedId())('what went, on %s', id => {
  async function portal(...entities: Entity[]) {
    const source = new NamingSource('desk');
    const knex = await initDatabase(databases, id);
    const open = () =>
      createHarness(knex, [...definitions, ...entities], source);
    const h = open();
    source.config = { annotation: 'desk.test/name' };
    const write = async (entityRef: string) => {
      const ids = await h.measurements.ensureSeries([
        { entityRef, kpi: 'mttr', grain: 'day' },
      ]);
      await h.measurements.upsert(
        ['2026-02-01', '2026-04-30'].map(start => ({
          seriesId: [...ids.values()][0],
          period: start,
          value: 1,
          weight: 1,
        })),
        { source: 'desk', at: h.state.now },
      );
    };
    const report = async (of = h) =>
      (
        await of.quality.report(await of.context(), {
          scope: 'all',
          kind: 'renamed',
        })
      ).items;
    return {
      ...h,
      source,
      open,
      write,
      report,
      become: async (now: Entity[], days = 1) => {
        h.state.now = new Date(h.state.now.getTime() + days * 86_400_000);
        h.state.entities = [...definitions, ...now];
        await h.refreshed();
      },
      lines: async () =>
        (await report()).map(({ entityRef, yaml }) => [entityRef, yaml]),
    };
  }

  it('is proposed to whoever has its key in a source, with the line to add', async () => {
    const annotations = { 'desk.test/name': 'Payments (prod)' };
    const h = await portal(service('Component:payments', { annotations }));
    await h.write(old);
    await h.refreshed();
    expect(await h.report()).toEqual([]);
    await h.become([
      service('Component:pay', { annotations }),
      service('Component:orders'),
    ]);
    const found = await h.report();
    expect(found).toEqual([
      {
        kind: 'renamed',
        owner: null,
        entityRef: 'component:default/pay',
        title: 'pay',
        messages: [
          `${old}, of which 1 KPI was measured from 2026-02-01 to 2026-04-30, is not in the catalog since 2026-05-16, and this entity now has its name "Payments (prod)" in the source desk: if it is the same, add this line to its metadata.annotations, and it has that history`,
        ],
        field: 'metadata.annotations[kpi-tree.io/formerly]',
        yaml: line(),
        location: 'file:/catalog/pay.yaml',
      },
    ]);
    // Also by a backend that was started since
    const other = h.open();
    other.state.entities = h.state.entities;
    other.state.now = h.state.now;
    expect(await h.report(other)).toEqual(found);
    // Whoever may not read everything does not learn what there was
    h.state.hidden.add('component:default/orders');
    expect(await h.report()).toEqual([]);
    h.state.hidden.clear();
    await h.become([
      service('Component:pay', {
        annotations: { ...annotations, 'kpi-tree.io/formerly': old },
      }),
    ]);
    expect(await h.report()).toEqual([]);
  });

  it('is found by what the admin maps, and by what an owner writes', async () => {
    const h = await portal(service('Component:payments'));
    h.source.config = { map: { PAY: old } };
    await h.write(old);
    await h.refreshed();
    h.source.config = { map: { PAY: 'component:default/checkout' } };
    await h.become([service('Component:checkout')]);
    expect(await h.lines()).toEqual([['component:default/checkout', line()]]);
    h.source.config = {};
    await h.become([
      service('Component:checkout', {
        annotations: {
          'kpi-tree.io/source.mttr': 'PAY',
          'kpi-tree.io/formerly': 'component:default/till',
        },
      }),
    ]);
    expect(await h.lines()).toEqual([
      ['component:default/checkout', line(`component:default/till, ${old}`)],
    ]);
  });

  it('is found by its name, if whoever has it came then', async () => {
    const h = await portal(
      service('Component:payments'),
      service('API:payments'),
    );
    await h.write(old);
    await h.refreshed();
    await h.become([service('API:payments')]);
    expect(await h.lines()).toEqual([]);
    await h.become([
      service('API:payments'),
      service('Component:payments', { namespace: 'shop' }),
    ]);
    expect(await h.lines()).toEqual([['component:shop/payments', line()]]);
    // Of two of one kind it may be either
    await h.become([
      service('Component:payments', { namespace: 'shop' }),
      service('Component:payments', { namespace: 'store' }),
    ]);
    expect(await h.lines()).toEqual([]);
  });

  it('is found by its name under the one it had before, which came back', async () => {
    const h = await portal(service('Component:payments'));
    await h.refreshed();
    const moved = service('Component:payments', { namespace: 'shop' });
    await h.become([moved]);
    await h.write('component:shop/payments');
    await h.become([service('Component:payments')], 60);
    expect(await h.lines()).toEqual([[old, line('component:shop/payments')]]);
  });

  it('is found in another kind, with what its heir was before', async () => {
    const h = await portal(service('Component:payments'));
    await h.write(old);
    await h.refreshed();
    await h.become([
      service('Resource:payments', {
        annotations: { 'kpi-tree.io/formerly': 'component:default/till' },
      }),
    ]);
    expect(await h.lines()).toEqual([
      ['resource:default/payments', line(`component:default/till, ${old}`)],
    ]);
  });

  it('is not named where nothing was measured of it, or it comes back', async () => {
    const h = await portal(service('Component:payments'));
    await h.refreshed();
    const heir = service('Component:payments', { namespace: 'shop' });
    await h.become([heir]);
    expect(await h.lines()).toEqual([]);
    await h.write(old);
    expect(await h.lines()).toEqual([['component:shop/payments', line()]]);
    await h.become([service('Component:payments'), heir]);
    expect(await h.lines()).toEqual([]);
  });

  it('is answered with its name of today where it is sent for', async () => {
    const h = await portal(
      service('Component:pay', {
        annotations: { 'kpi-tree.io/formerly': old },
      }),
    );
    const push = async (dryRun: boolean) =>
      h.push.push(
        await h.context(),
        [
          [
            { row: 0, where: 'row 0', measurement: measured(old, 'mttr', 1) },
            {
              row: 1,
              where: 'row 1',
              measurement: measured('Component:Payments', 'mttr', 1),
            },
          ],
        ],
        { source: 'push', dryRun },
      );
    for (const dryRun of [true, false]) {
      expect(await push(dryRun)).toMatchObject({
        rowsRejected: 2,
        rejected: [
          {
            message: `entityRef is "${old}", which is now component:default/pay: use that, which has its history`,
          },
          {
            message:
              'entityRef is "Component:Payments", which is now component:default/pay: use that, which has its history',
          },
        ],
      });
    }
    h.state.hidden.add('component:default/pay');
    expect((await push(true)).rejected[0].message).toMatch(
      /which is not in the catalog or has no KPIs$/,
    );
  });
});

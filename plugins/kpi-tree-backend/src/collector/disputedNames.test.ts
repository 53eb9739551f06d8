import { Entity } from '@backstage/catalog-model';
import { EntityKeys } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();

const definitions = [
  owners,
  kpiEntity('count', { aggregate: { overTime: 'sum', overEntities: 'sum' } }),
  treeEntity('tree', { d2c: ['count'] }),
];

const service = (ref: string, name?: string): Entity =>
  entity(ref, {
    annotations: { tree: 'tree', ...(name ? { 'source.count': name } : {}) },
  });

const days = ['2026-03-05', '2026-04-05'];

describe.each(databases.eachSupportedId())('a name of a source on %s', id => {
  /** A source that has all there is, by name. */
  async function portal(...entities: Entity[]) {
    const source = new FakeSource('test', [], true);
    const rows = new Map([
      ['Payments', days],
      ['Orders', days],
    ]);
    source.collectWith = async function* collect(request) {
      const keys = new EntityKeys(request.entities, {});
      for (const [name, periods] of rows) {
        for (const index of keys.find(name, 'count')) {
          yield {
            measurements: periods.map(start => ({
              entityRef: request.entities[index].entityRef,
              kpi: 'count',
              period: start,
              value: 1,
              weight: 1,
            })),
          };
        }
      }
    };
    const h = createHarness(
      await initDatabase(databases, id),
      [...definitions, ...entities],
      source,
    );
    // Nothing is held back for its size
    h.config.collector.holdBack.removedShare = 1;
    const collect = async (...now: Entity[]) => {
      h.state.entities = [...definitions, ...now];
      const run = await h.collect();
      expect(run).toMatchObject({ state: 'succeeded' });
    };
    const stored = async () => {
      const series = await h.measurements.findSeries({});
      const values = await h.measurements.read(series.map(one => one.id));
      return Object.fromEntries(
        series.flatMap(one => {
          const periods = values.get(one.id)?.map(({ period: start }) => start);
          return periods ? [[one.entityRef.split('/')[1], periods]] : [];
        }),
      );
    };
    return { collect, stored, rows };
  }

  const [pay, orders] = [
    service('Component:pay', 'Payments'),
    service('Component:orders', 'Orders'),
  ];

  it('takes nothing away from an entity when another claims the name as well', async () => {
    const h = await portal();
    await h.collect(pay, orders);
    const all = { pay: days, orders: days };
    expect(await h.stored()).toEqual(all);
    await h.collect(pay, orders, service('Component:late', 'payments'));
    expect(await h.stored()).toEqual(all);
    // What the source has no more of others is gone
    h.rows.set('Orders', days.slice(1));
    await h.collect(pay, orders, service('Component:late', 'payments'));
    expect(await h.stored()).toEqual({ pay: days, orders: days.slice(1) });
    // Once it is settled, whoever has no name of it has nothing
    await h.collect(
      service('Component:pay'),
      orders,
      service('Component:late', 'payments'),
    );
    expect(await h.stored()).toEqual({ orders: days.slice(1) });
    h.rows.set('payments', days);
    await h.collect(orders, service('Component:late', 'payments'));
    expect(await h.stored()).toMatchObject({ late: days });
  });
});

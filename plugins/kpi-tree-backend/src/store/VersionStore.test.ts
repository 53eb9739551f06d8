import {
  KpiEntity,
  KpiSpec,
  KpiTreeEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { kpiEntity, treeEntity } from '../__testUtils__/entities';
import { MeasurementStore } from './MeasurementStore';
import { VersionStore } from './VersionStore';

jest.setTimeout(60_000);

const databases = testDatabases();

const mttr = (target: number, more: object = {}) =>
  kpiEntity('mttr', { target, ...more }) as KpiEntity;
const tree = treeEntity('mttr', {}) as KpiTreeEntity;

describe.each(databases.eachSupportedId())('VersionStore on %s', id => {
  let now = '';
  async function openStores() {
    now = '2026-05-15T00:00:00.000Z';
    const knex = await initDatabase(databases, id);
    const open = () => new VersionStore(knex, () => new Date(now));
    return { knex, stores: [open(), open()] };
  }

  /** Stores by whose KPI something was evaluated already. */
  async function openUsed() {
    const { knex, stores } = await openStores();
    await new MeasurementStore(knex).ensureSeries([
      { entityRef: 'component:default/a', kpi: 'mttr', grain: 'day' },
    ]);
    const { id: series } = await knex('series').first('id');
    await knex('current').insert({
      series_id: series,
      entity_ref: 'component:default/a',
      kpi: 'mttr',
      period: 0,
      evaluated_with: 'any',
      status: 'no-data',
      details: '{}',
    });
    return stores;
  }

  it('keeps a version for each change of content, and none otherwise', async () => {
    const [store, other] = await openUsed();
    await store.record([mttr(4), tree]);
    now = '2026-06-15T00:00:00.000Z';
    await store.record([mttr(4), tree]);
    await store.record([mttr(3), tree]);
    // As another backend, and the same after a restart, see it
    const versions = await other.record([mttr(3), tree]);
    expect(versions.kpis.get('mttr')).toMatchObject([
      { number: 1, since: '2026-05-15T00:00:00.000Z', spec: { target: 4 } },
      { number: 2, since: '2026-06-15T00:00:00.000Z', spec: { target: 3 } },
    ]);
    expect(await other.find('Kpi', 'mttr')).toEqual(versions.kpis.get('mttr'));
    expect(await other.find('KpiTree', 'mttr')).toHaveLength(1);
    expect(await other.find('KpiTree', 'other')).toEqual([]);
  });

  it('takes the same in another order for the same', async () => {
    const [store] = await openUsed();
    await store.record([mttr(4)]);
    const { spec } = mttr(4);
    const reversed = Object.fromEntries(Object.entries(spec).reverse());
    await store.record([{ ...mttr(4), spec: reversed } as KpiEntity]);
    expect(await store.find('Kpi', 'mttr')).toHaveLength(1);
  });

  it('keeps one version of what several backends see at once', async () => {
    const stores = await openUsed();
    await Promise.all(stores.map(s => s.record([mttr(4)])));
    await Promise.all(stores.map(s => s.record([mttr(3)])));
    expect(await stores[0].find('Kpi', 'mttr')).toHaveLength(2);
  });

  it('replaces what nothing was evaluated by yet, as while a catalog fills', async () => {
    const {
      stores: [store, other],
    } = await openStores();
    await store.record([mttr(4), tree]);
    now = '2026-05-15T00:01:00.000Z';
    await store.record([mttr(3, { owner: 'group:default/other' }), tree]);
    const { kpis } = await other.record([
      mttr(3, { owner: 'group:default/other' }),
      tree,
    ]);
    expect(kpis.get('mttr')).toMatchObject([
      { number: 1, since: '2026-05-15T00:00:00.000Z', spec: { target: 3 } },
    ]);
  });

  it('notes what was changed back', async () => {
    const [store] = await openUsed();
    for (const target of [4, 3, 4]) {
      await store.record([mttr(target)]);
    }
    expect(
      (await store.find('Kpi', 'mttr')).map(v => (v.spec as KpiSpec).target),
    ).toEqual([4, 3, 4]);
  });
});

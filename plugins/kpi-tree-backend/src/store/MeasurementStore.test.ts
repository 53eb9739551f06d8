import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { MeasurementStore, seriesKey } from './MeasurementStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const at = new Date('2026-05-15T00:00:00Z');

describe.each(databases.eachSupportedId())('MeasurementStore on %s', id => {
  async function openStore() {
    const knex = await initDatabase(databases, id);
    const store = new MeasurementStore(knex);
    const ids = await store.ensureSeries([
      { entityRef: 'component:default/a', kpi: 'mttr', grain: 'day' },
      { entityRef: 'component:default/b', kpi: 'mttr', grain: 'day' },
    ]);
    const [a, b] = ['a', 'b'].map(
      name => ids.get(seriesKey(`component:default/${name}`, 'mttr', 'day'))!,
    );
    return { knex, store, a, b };
  }

  it('writes the same twice without a trace', async () => {
    const { store, a, b } = await openStore();
    const rows = [
      { seriesId: a, period: '2026-04-02', value: 0.1 + 0.2, weight: 3 },
      { seriesId: a, period: '2026-04-01', value: -1e-9, weight: 0 },
      { seriesId: b, period: '1969-12-31', value: 1e12, weight: 1 },
    ];
    await store.upsert(rows, { source: 's', at });
    await store.upsert(rows, { source: 's', at });
    expect(await store.read([a, b])).toEqual(
      new Map([
        [
          a,
          [
            { period: '2026-04-01', value: -1e-9, weight: 0 },
            { period: '2026-04-02', value: 0.1 + 0.2, weight: 3 },
          ],
        ],
        [b, [{ period: '1969-12-31', value: 1e12, weight: 1 }]],
      ]),
    );
  });

  it('corrects a value, and takes the last of two for one period', async () => {
    const { store, a } = await openStore();
    const row = (value: number) => ({
      seriesId: a,
      period: '2026-04-01',
      value,
      weight: value,
    });
    await store.upsert([row(1)], { source: 's', at });
    await store.upsert([row(2), row(3)], { source: 's', at });
    expect((await store.read([a])).get(a)).toEqual([
      { period: '2026-04-01', value: 3, weight: 3 },
    ]);
  });

  it('takes what is presumed only where nothing is as new', async () => {
    const { store, a } = await openStore();
    const look = (day: number, value: number) =>
      store.upsert(
        [day - 1, day].map(each => ({
          seriesId: a,
          period: `2026-04-${each}`,
          value,
          weight: 1,
          ...(each < day ? { presumed: true } : {}),
        })),
        { source: 's', at },
      );
    expect(await look(20, 1)).toEqual([]);
    expect(await look(20, 2)).toEqual([{ seriesId: a, period: '2026-04-19' }]);
    await look(21, 3);
    // Nobody looked for two days
    await look(24, 4);
    expect((await store.read([a])).get(a)).toEqual(
      [
        ['2026-04-19', 1],
        ['2026-04-20', 2],
        ['2026-04-21', 3],
        ['2026-04-23', 4],
        ['2026-04-24', 4],
      ].map(([period, value]) => ({ period, value, weight: 1 })),
    );
  });

  it('notes in which days something is different, and nowhere else', async () => {
    const { store, knex, a, b } = await openStore();
    const row = (seriesId: number, day: number, value: number) => ({
      seriesId,
      period: `2026-04-${day}`,
      value,
      weight: 1,
    });
    const april = (day: number) => toEpochDay(`2026-04-${day}`);
    const changes = async () => {
      const series = await store.findSeries({});
      await knex.transaction(tx => store.noteEvaluated(tx, [a, b]));
      return series.map(({ changed }) => changed);
    };
    await store.upsert([row(a, 20, 1), row(b, 20, 1)], { source: 's', at });
    expect(await changes()).toEqual([
      { from: april(20), to: april(20) },
      { from: april(20), to: april(20) },
    ]);
    await store.upsert([row(a, 20, 1), row(b, 20, 1)], { source: 's', at });
    expect(await changes()).toEqual([null, null]);
    // One corrected, one late, one new
    await store.upsert([row(a, 20, 9), row(b, 20, 1)], { source: 's', at });
    await store.upsert([row(b, 10, 1), row(a, 23, 1)], { source: 's', at });
    expect(await changes()).toEqual([
      { from: april(20), to: april(23) },
      { from: april(10), to: april(10) },
    ]);
  });

  it('keeps rows and newest period together, whoever writes at the same time', async () => {
    const { store, a, b } = await openStore();
    const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}`;
    const writes = Array.from({ length: 24 }, (_, n) => {
      const from = 1 + ((n * 7) % 20);
      return store.upsert(
        [0, 1, 2, 3, 4].flatMap(k =>
          [a, b].map(seriesId => ({
            seriesId,
            period: day(from + k),
            value: n,
            weight: 1,
          })),
        ),
        { source: 's', at },
      );
    });
    const deletes = [3, 9, 15].map(n =>
      store.deleteOthers([a], new Map([[a, new Set([toEpochDay(day(n))])]])),
    );
    await Promise.all([...writes, ...deletes]);
    const values = await store.read([a, b]);
    for (const series of await store.findSeries({})) {
      // The last to delete may have left nothing
      const newest = values.get(series.id)?.at(-1)?.period ?? null;
      expect(newest).toBe(series.lastPeriod);
    }
    expect(values.get(b)).toHaveLength(24);
  });

  it('reads a part, both ends included', async () => {
    const { store, a } = await openStore();
    await store.upsert(
      ['2026-04-01', '2026-04-02', '2026-04-03'].map(start => ({
        seriesId: a,
        period: start,
        value: 1,
        weight: 1,
      })),
      { source: 's', at },
    );
    const read = await store.read([a], '2026-04-02', '2026-04-02');
    expect(read.get(a)).toHaveLength(1);
    expect((await store.read([a], '2026-05-01')).size).toBe(0);
  });

  it('knows the state of its series', async () => {
    const { store, a } = await openStore();
    const write = (start: string) =>
      store.upsert([{ seriesId: a, period: start, value: 1, weight: 1 }], {
        source: 's',
        runId: 'run-1',
        at,
      });
    await write('2026-04-03');
    await write('2026-04-01');
    await store.setCoverage([a], 's', at);
    await store.setCoverage([a], 's', at);
    expect(
      await store.findSeries({
        entityRefs: ['component:default/a'],
        kpis: ['mttr'],
      }),
    ).toEqual([
      {
        id: a,
        entityRef: 'component:default/a',
        kpi: 'mttr',
        grain: 'day',
        source: 's',
        runId: 'run-1',
        coveredUntil: at.toISOString(),
        lastPeriod: '2026-04-03',
        // Two writes and one change of the coverage.
        changed: { from: 20_544, to: 20_546 },
        firstPeriod: '2026-04-01',
        folded: null,
        takenUntil: null,
        known: { from: 0, until: 0 },
        deleted: [],
        updatedAt: at.toISOString(),
      },
    ]);
    expect(await store.findSeries({})).toHaveLength(2);
    expect(await store.findSeries({ entityRefs: [] })).toHaveLength(0);
    expect(await store.findSeries({ kpis: ['other'] })).toHaveLength(0);
  });

  it('finds series again instead of making them twice', async () => {
    const { store, a } = await openStore();
    const again = await store.ensureSeries([
      { entityRef: 'component:default/a', kpi: 'mttr', grain: 'day' },
      { entityRef: 'component:default/a', kpi: 'mttr', grain: 'month' },
    ]);
    expect(again.size).toBe(2);
    expect(again.get(seriesKey('component:default/a', 'mttr', 'day'))).toBe(a);
  });

  it('deletes what a complete source no longer has', async () => {
    const { store, a } = await openStore();
    await store.upsert(
      ['1970-01-02', '1970-01-03', '1970-01-04'].map(start => ({
        seriesId: a,
        period: start,
        value: 1,
        weight: 1,
      })),
      { source: 's', at },
    );
    const keep = new Map([[a, new Set([1, 2])]]);
    await store.deleteOthers([a], keep);
    const [series] = await store.findSeries({
      entityRefs: ['component:default/a'],
    });
    expect(series).toMatchObject({ lastPeriod: '1970-01-03' });
    await store.deleteOthers([a], new Map());
    expect(await store.read([a])).toEqual(new Map());
  });

  it('takes many rows in one write', async () => {
    const { store, a, b } = await openStore();
    const rows = Array.from({ length: 5_000 }, (_, i) => ({
      seriesId: i % 2 ? a : b,
      period: new Date(i * 86_400_000).toISOString().slice(0, 10),
      value: i,
      weight: 1,
    }));
    await store.upsert(rows, { source: 's', at });
    const read = await store.read([a, b]);
    expect(read.get(a)).toHaveLength(2_500);
    expect(read.get(b)).toHaveLength(2_500);
  });

  it('lets two writers at the same rows both finish', async () => {
    const { store, a, b } = await openStore();
    const write = (order: number[], value: number) =>
      store.upsert(
        order.map(seriesId => ({
          seriesId,
          period: '2026-04-01',
          value,
          weight: 1,
        })),
        { source: 's', at },
      );
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => write(i % 2 ? [a, b] : [b, a], i)),
    );
    const [first, second] = await store.findSeries({});
    const values = await store.read([a, b]);
    // Whoever was last wrote both
    expect(values.get(a)).toEqual(values.get(b));
    expect([first.changed, second.changed]).toEqual([
      { from: 20_544, to: 20_544 },
      { from: 20_544, to: 20_544 },
    ]);
  });
});

/**
 * Measurements that are deleted are gone from everything that was made of them, as if
 * they had never been sent; the property that holds for any sequence of writes and
 * deletions is tested in rollup/incremental.test.ts.
 */
import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';
const s = 'system:default/s';
const april = { from: '2026-04-01', to: '2026-04-30' };

async function openPortal(knex: Knex, source?: FakeSource) {
  const entities = [
    owners,
    kpiEntity('mttr'),
    kpiEntity('count', {
      source: undefined,
      aggregate: { overTime: 'sum', overEntities: 'sum' },
    }),
    kpiEntity('double', {
      source: undefined,
      formula: '2 * count',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
    }),
    kpiEntity('monthly', { source: undefined, grain: 'month' }),
    treeEntity('tree', { d2c: ['mttr', 'count', 'double', 'monthly'] }),
    entity('System:s'),
    ...['a', 'b'].map(name =>
      entity(`Component:${name}`, {
        relations: { 'system:default/s': 'partOf' },
      }),
    ),
  ];
  const h = createHarness(knex, entities, source);
  const write = async (
    rows: { entityRef: string; kpi: string; period: string; value: number }[],
  ) => {
    const definitions = await h.refreshed();
    const keyOf = ({ entityRef, kpi }: (typeof rows)[number]) => ({
      entityRef,
      kpi,
      grain: definitions.kpi(kpi).spec.grain,
    });
    const series = await h.measurements.ensureSeries(rows.map(keyOf));
    await h.measurements.upsert(
      rows.map(({ period, value, ...row }) => ({
        seriesId: series.get(
          `${row.entityRef} ${row.kpi} ${definitions.kpi(row.kpi).spec.grain}`,
        )!,
        period,
        value,
        weight: 1,
      })),
      { source: 'test', at: h.state.now },
    );
  };
  const noted: object[] = [];
  const remove = async (
    what: Partial<Parameters<typeof h.deletion.delete>[1]>,
  ) =>
    h.deletion.delete(
      await h.context(),
      {
        entityRef: a,
        kpi: 'count',
        ...april,
        setAside: false,
        dryRun: false,
        ...what,
      },
      meta => noted.push(meta),
    );
  const points = async (scope: string, kpi: string) => {
    await h.refreshed();
    const { points: found } = await h.series({ scope, kpi });
    return Object.fromEntries(
      found.flatMap(({ period: start, value }) =>
        value === null ? [] : [[start.slice(0, 7), value]],
      ),
    );
  };
  return { h, write, remove, points, noted };
}

const of = (entityRef: string, kpi: string, values: Record<string, number>) =>
  Object.entries(values).map(([period, value]) => ({
    entityRef,
    kpi,
    period,
    value,
  }));

describe.each(databases.eachSupportedId())('deletion on %s', id => {
  it('shows what would go, and takes it out of all that was made of it', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { write, remove, points, noted } = portal;
    await write([
      ...of(a, 'count', {
        '2026-03-31': 1,
        '2026-04-01': 2,
        '2026-04-30': 4,
        '2026-05-01': 8,
      }),
      ...of(b, 'count', { '2026-04-01': 16 }),
    ]);
    const before = { '2026-03': 1, '2026-04': 22, '2026-05': 8 };
    expect(await points(s, 'count')).toEqual(before);
    const going = {
      measurements: 2,
      warnings: [],
      series: [
        {
          grain: 'day',
          source: 'test',
          measurements: 2,
          remaining: 2,
          firstPeriod: '2026-04-01',
          lastPeriod: '2026-04-30',
          examples: [
            { period: '2026-04-01', value: 2, weight: 1 },
            { period: '2026-04-30', value: 4, weight: 1 },
          ],
        },
      ],
    };
    expect(await remove({ dryRun: true })).toEqual(going);
    expect(await points(s, 'count')).toEqual(before);
    expect(await remove({})).toEqual(going);
    expect(noted).toEqual([{ measurements: 2 }, { measurements: 2 }]);
    expect(await points(a, 'count')).toEqual({ '2026-03': 1, '2026-05': 8 });
    expect(await points(s, 'count')).toEqual({ ...before, '2026-04': 16 });
    expect(await points(s, 'double')).toEqual({
      '2026-03': 2,
      '2026-04': 32,
      '2026-05': 16,
    });
    expect(await remove({})).toEqual({
      measurements: 0,
      warnings: [],
      series: [],
    });
  });

  it('leaves a scope what its members come to where it had values of its own', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, write, remove, points } = portal;
    await write([
      ...of(a, 'count', { '2026-03-10': 1, '2026-04-10': 3 }),
      ...of(s, 'count', { '2026-04-10': 100 }),
    ]);
    const leaf = async (kpi: string) => {
      await h.refreshed();
      const { trees } = await h.scorecard(s);
      const { value, origin } = trees[0].root.children[0].children.find(
        node => node.kpi === kpi,
      )!;
      return { value, origin };
    };
    expect(await leaf('count')).toEqual({ value: 100, origin: 'own' });
    expect(await leaf('double')).toEqual({ value: 200, origin: 'own' });
    await remove({ entityRef: s, from: '2026-01-01', to: '2026-12-31' });
    expect(await leaf('count')).toEqual({ value: 3, origin: 'members' });
    expect(await leaf('double')).toEqual({ value: 6, origin: 'members' });
    expect(await points(s, 'double')).toEqual({ '2026-03': 2, '2026-04': 6 });
    // It may be measured again
    await write(of(s, 'count', { '2026-04-11': 7 }));
    expect(await leaf('count')).toEqual({ value: 7, origin: 'own' });
    expect(await leaf('double')).toEqual({ value: 14, origin: 'own' });
  });

  it('takes what stands for several days as a whole', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, write, remove, points } = portal;
    await write([
      ...of(a, 'monthly', { '2026-03-01': 1, '2026-04-01': 2 }),
      ...of(a, 'count', { '2024-03-10': 1, '2024-03-20': 2, '2026-04-01': 4 }),
    ]);
    await expect(
      remove({ kpi: 'monthly', from: '2026-03-02', to: '2026-04-30' }),
    ).rejects.toThrow(
      'from is 2026-03-02, between 2026-03-01 and 2026-03-31, for which there is only one value: begin with 2026-03-01 or 2026-04-01',
    );
    await expect(
      remove({ kpi: 'monthly', from: '2026-03-01', to: '2026-04-29' }),
    ).rejects.toThrow(
      'to is 2026-04-29, between 2026-04-01 and 2026-04-30, for which there is only one value: end with 2026-03-31 or 2026-04-30',
    );
    expect(await points(a, 'monthly')).toEqual({ '2026-03': 1, '2026-04': 2 });
    expect(await remove({ kpi: 'monthly' })).toMatchObject({ measurements: 1 });
    expect(await points(a, 'monthly')).toEqual({ '2026-03': 1 });

    await points(a, 'count');
    h.config.retention.foldAfterMs = 365 * 86_400_000;
    expect(await h.retention.run(await h.refreshed())).toMatchObject({
      folded: 1,
    });
    await expect(
      remove({ from: '2024-03-15', to: '2024-12-31' }),
    ).rejects.toThrow('begin with 2024-03-01 or 2024-04-01');
    expect(
      await remove({ from: '2024-03-01', to: '2024-03-31' }),
    ).toMatchObject({ measurements: 1, series: [{ remaining: 1 }] });
    expect(await points(a, 'count')).toEqual({ '2026-04': 4 });
  });

  it('leaves nothing incomplete of what is gone', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, write, remove } = portal;
    await write([
      ...of(a, 'count', { '2026-03-10': 1, '2026-04-10': 2 }),
      ...of(b, 'count', { '2026-04-10': 4 }),
    ]);
    await h.incomplete.replace({
      source: 'test',
      kpis: ['count'],
      rejected: [
        { entityRef: a, kpi: 'count', period: '2026-03-11', rows: 1 },
        { entityRef: a, kpi: 'count', period: '2026-04-11', rows: 2 },
        { entityRef: b, kpi: 'count', period: '2026-04-11', rows: 4 },
      ],
      superseded: [],
    });
    const rejected = async (scope: string, kpi = 'count') =>
      (await h.series({ scope, kpi })).points.flatMap(
        ({ period: start, rejectedRows }) =>
          rejectedRows ? [`${start.slice(0, 7)}: ${rejectedRows}`] : [],
      );
    const before = ['2026-03: 1', '2026-04: 6'];
    expect(await rejected(s)).toEqual(before);
    await remove({ dryRun: true });
    expect(await rejected(s, 'double')).toEqual(before);
    await remove({});
    expect(await rejected(a)).toEqual(['2026-03: 1']);
    expect(await rejected(s)).toEqual(['2026-03: 1', '2026-04: 4']);
    // With the last measurement it was never measured
    await remove({ from: '2026-03-10', to: '2026-03-10' });
    expect(await rejected(a)).toEqual([]);
    expect(await rejected(s, 'double')).toEqual(['2026-04: 4']);
  });

  it('leaves days unknown, until somebody has looked at them again', async () => {
    const source = new FakeSource('test', [], true);
    source.silence = 'nothing';
    source.window = {
      history: { days: 90 },
      overlap: { days: 3 },
      chunk: { days: 90 },
    };
    let kept = ['2026-03-05', '2026-03-06', '2026-03-10', '2026-04-20'];
    source.collectWith = async function* collect({ from, to }) {
      yield {
        measurements: kept
          .filter(day => from! <= new Date(day) && new Date(day) < to)
          .map(start => of(a, 'mttr', { [start]: 3 })[0])
          .map(one => ({ ...one, weight: 1 })),
      };
    };
    const portal = await openPortal(await initDatabase(databases, id), source);
    const { h, remove } = portal;
    h.config.completenessFloor = 0.9;
    const march = async (kpi: string, scope = a) => {
      const { points: found } = await h.series({ scope, kpi });
      const { value, status, known } = found.find(
        ({ period: start }) => start === '2026-03-01',
      )!;
      return `${value} ${status}${known ? ` ${known.days}/${known.of}` : ''}`;
    };
    await h.collect();
    await h.refreshed();
    expect(await march('mttr')).toBe('3 on-target');
    // It was deleted in the source as well
    kept = ['2026-03-10', '2026-04-20'];
    await remove({ kpi: 'mttr', from: '2026-03-01', to: '2026-03-09' });
    await h.refreshed();
    expect(await march('mttr')).toBe('3 on-target 29/31');
    await remove({ kpi: 'mttr', from: '2026-03-10', to: '2026-03-10' });
    await remove({ kpi: 'mttr', from: '2026-04-20', to: '2026-04-20' });
    await h.collect();
    await h.refreshed();
    const [series] = await h.measurements.findSeries({ kpis: ['mttr'] });
    // With the last one it is as if it had never been measured
    expect(series).toMatchObject({
      source: null,
      known: { from: 0, until: 0 },
    });
    await (
      await h.collector.start('test', {
        trigger: 'backfill',
        from: '2026-03-08T00:00:00.000Z',
        to: '2026-05-01T00:00:00.000Z',
      })
    ).ended;
    await h.refreshed();
    expect(await march('mttr')).toBe('3 on-target 29/31');
    expect(await march('mttr', s)).toBe('3 on-target 29/31');
    await (
      await h.collector.start('test', {
        trigger: 'backfill',
        from: '2026-03-01T00:00:00.000Z',
        to: '2026-03-10T00:00:00.000Z',
      })
    ).ended;
    await h.refreshed();
    expect(await march('mttr')).toBe('3 on-target');
  });

  it('leaves days unknown, until they are sent as complete again', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, remove } = portal;
    h.config.completenessFloor = 0.9;
    const push = async (days: string[], covered?: [string, string]) =>
      h.push.push(
        await h.context(),
        [
          days.map((start, row) => ({
            row,
            where: `row ${row}`,
            measurement: {
              entityRef: a,
              kpi: 'count',
              period: start,
              value: 1,
            },
          })),
        ],
        {
          source: 'ci',
          ...(covered
            ? {
                covered: {
                  from: toEpochDay(covered[0]),
                  until: toEpochDay(covered[1]) + 1,
                },
              }
            : {}),
        },
      );
    const of30 = async (scope: string, kpi = 'count') => {
      await h.refreshed();
      const { points: found } = await h.series({ scope, kpi });
      const { value, status, known } = found.find(
        ({ period: start }) => start === '2026-04-01',
      )!;
      return `${value} ${status}${known ? ` ${known.days}/${known.of}` : ''}`;
    };
    const whole: [string, string] = ['2026-04-01', '2026-04-30'];
    const days = ['03', '04', '08', '20'].map(day => `2026-04-${day}`);
    await push(days, whole);
    expect(await of30(a)).toBe('4 on-target');
    await remove({ to: '2026-04-10' });
    for (const scope of [a, s]) {
      expect(await of30(scope)).toBe('1 incomplete 24/30');
      expect(await of30(scope, 'double')).toBe('2 incomplete 24/30');
    }
    // What is sent again is known, the other days are not
    await push(['2026-04-04']);
    expect(await of30(a)).toBe('2 incomplete 25/30');
    await push(['2026-04-20'], ['2026-04-06', '2026-04-30']);
    expect(await of30(a)).toBe('2 on-target 28/30');
    await push(['2026-04-20'], whole);
    expect(await of30(a)).toBe('2 on-target');

    await remove({ from: '2026-01-01', to: '2026-05-14' });
    await push(['2026-04-20']);
    expect(await of30(a)).toBe('1 incomplete 1/30');
  });

  it('reaches what is set aside', async () => {
    const knex = await initDatabase(databases, id);
    const { h, write, remove, points } = await openPortal(knex);
    // Each is a number, their sum is none
    await write(
      of(a, 'count', { '2026-04-10': 1.7e308, '2026-04-11': 1.7e308 }),
    );
    expect(await points(a, 'count')).toEqual({});
    const setAside = () =>
      knex('set_aside').where({ kpi: 'count' }).pluck('subject');
    expect(await setAside()).toContain(a);
    await remove({ to: '2026-04-10' });
    expect(await points(a, 'count')).toEqual({ '2026-04': 1.7e308 });
    expect(await setAside()).not.toContain(a);

    const [{ id: seriesId }] = await h.measurements.findSeries({
      entityRefs: [a],
    });
    await knex('set_aside_rows').insert({
      what: 'measurement',
      series_id: seriesId,
      subject: a,
      kpi: 'count',
      date: '9999-12-31',
      row: '{}',
      set_aside_at: h.state.now.toISOString(),
    });
    const rows = () => knex('set_aside_rows').pluck('date');
    expect(await remove({ setAside: true, dryRun: true })).toMatchObject({
      measurements: 1,
      setAside: 1,
    });
    expect(await rows()).toEqual(['9999-12-31']);
    expect(await remove({ setAside: true })).toMatchObject({ setAside: 1 });
    expect(await rows()).toEqual([]);
  });

  it('reaches what the catalog does not have any more', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, write, remove } = portal;
    await write(of(a, 'count', { '2026-04-10': 1 }));
    h.state.entities = h.state.entities.filter(
      ({ metadata: { name } }) => name !== 'a' && name !== 'count',
    );
    expect(await remove({})).toMatchObject({ measurements: 1 });
    await expect(remove({})).rejects.toThrow('Nothing was measured of count');
    await h.refreshed();
  });

  it('is for whoever may see it, and refuses what it cannot do', async () => {
    const portal = await openPortal(await initDatabase(databases, id));
    const { h, write, remove } = portal;
    await write([
      ...of(a, 'count', { '2026-04-10': 1 }),
      ...of(b, 'mttr', { '2026-04-10': 1 }),
    ]);
    const refused: [Parameters<typeof remove>[0], RegExp][] = [
      [{ from: '2026-13-01' }, /from is "2026-13-01": use a date/],
      [{ to: 'x' }, /to is "x"/],
      [{ from: '2026-05-01' }, /from is 2026-05-01, after to, 2026-04-30/],
      [{ kpi: 'none' }, /Nothing was measured of none of component:default\/a/],
      [{ kpi: 'double' }, /double of .*: it is computed by a formula/],
      [{ entityRef: b }, /Nothing was measured of count of component/],
    ];
    for (const [what, message] of refused) {
      await expect(remove(what)).rejects.toThrow(message);
    }
    expect((await remove({ entityRef: b, kpi: 'mttr' })).warnings).toEqual([
      'mttr is collected from source test, whose next run stores what it still has again: correct it there as well',
    ]);
    h.state.hidden.add(a);
    await expect(remove({})).rejects.toThrow(/There is no entity|no such/);
  });
});

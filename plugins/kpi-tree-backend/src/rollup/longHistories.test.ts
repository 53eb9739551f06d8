/**
 * Measurements and baselines may lie a lifetime apart: what is computed from them takes
 * as long as there are measurements, and not as there are days.
 */
import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';
const system = 'system:default/s';

const count = {
  unit: '1',
  aggregate: { overTime: 'sum', overEntities: 'sum' },
};

const entitiesWith = (...more: ReturnType<typeof entity>[]) => [
  owners,
  kpiEntity('days', { ...count, period: 'day' }),
  kpiEntity('weeks', {
    ...count,
    period: 'week',
    signals: { baseline: { from: '1900-01-01', to: '1950-12-31' } },
  }),
  kpiEntity('framed', {
    ...count,
    period: 'day',
    signals: { baseline: { from: '1900-01-01', to: '2026-03-31' } },
  }),
  kpiEntity('doubled', {
    ...count,
    period: 'day',
    formula: '2 * days',
    source: undefined,
  }),
  treeEntity('tree', { d2c: ['days', 'weeks', 'framed', 'doubled'] }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
  ...more,
];

describe.each(databases.eachSupportedId())('a long history on %s', id => {
  async function portal() {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entitiesWith());
    const write = async (
      entityRef: string,
      kpi: string,
      values: Record<string, number>,
    ) => {
      const [[, seriesId]] = await h.measurements.ensureSeries([
        { entityRef, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        Object.entries(values).map(([period, value]) => ({
          seriesId,
          period,
          value,
          weight: 1,
        })),
        { source: 'test', at: h.state.now },
      );
    };
    const leaf = async (scope: string, kpi: string) => {
      const { trees } = await h.scorecard(scope);
      return trees[0].root.children[0].children.find(node => node.kpi === kpi)!;
    };
    return { knex, h, write, leaf };
  }

  it('is rolled up where there is something, and nowhere else', async () => {
    const p = await portal();
    for (const kpi of ['days', 'weeks', 'framed']) {
      await p.write(a, kpi, { '1900-01-01': 7, '2026-05-14': 2 });
      await p.write(b, kpi, { '2026-05-14': 3 });
    }
    expect(await p.leaf('all', 'days')).toMatchObject({ value: 5 });
    expect(await p.leaf(system, 'doubled')).toMatchObject({ value: 10 });
    // The week that runs
    expect((await p.leaf('all', 'weeks')).provisional?.value).toBe(5);
    const rows = await p.knex('scope_values').where({ kpi: 'days' });
    expect(rows.map(({ scope, period: day }) => [scope, day]).sort()).toEqual(
      ['all', system].flatMap(scope => [
        [scope, toEpochDay('1900-01-01')],
        [scope, toEpochDay('2026-05-14')],
      ]),
    );
    // As far back as there are points, where nobody says from when
    for (const scope of [a, 'all']) {
      for (const kpi of ['days', 'doubled']) {
        const { points } = await p.h.series({ scope, kpi });
        expect(points.length).toBeLessThanOrEqual(5_000);
        expect(points[points.length - 2]).toMatchObject({
          period: '2026-05-14',
          value: expect.any(Number),
        });
      }
      const { points } = await p.h.series({
        scope,
        kpi: 'days',
        from: '1900-01-01',
        to: '1900-01-03',
      });
      expect(points.map(({ value }) => value)).toEqual([7, null, null]);
    }
    // One that is assessed day by day over more than there are steps says so
    expect(await p.leaf(a, 'framed')).toMatchObject({
      value: null,
      problem:
        'Cannot be evaluated: from 1900-01-01 to 2026-05-14 are 46155 days: use at most 20000, or a longer period',
    });
    expect(await p.leaf(b, 'framed')).toMatchObject({ value: 3 });
    expect(await p.leaf('all', 'framed')).toMatchObject({ value: 3 });
  });

  it('is calculated for whoever may not see all of it', async () => {
    const p = await portal();
    await p.write(a, 'days', { '1900-01-01': 7, '2026-05-14': 2 });
    await p.write(a, 'framed', { '2026-05-14': 4 });
    await p.write(b, 'days', { '1900-01-02': 1 });
    await p.write(b, 'framed', { '1900-01-02': 1 });
    p.h.state.hidden.add(b);
    expect(await p.leaf('all', 'days')).toMatchObject({ value: 2 });
    expect(await p.leaf('all', 'framed')).toMatchObject({ value: 4 });
    expect(await p.leaf('all', 'doubled')).toMatchObject({ value: 4 });
    const { points } = await p.h.scoreHistories.history(
      await p.h.contexts.of({
        $$type: '@backstage/BackstageCredentials',
        principal: {},
      }),
      { scope: 'all', tree: 'tree', from: '1950-01-01', periodType: 'quarter' },
    );
    expect(points).toHaveLength(305);
  });
});

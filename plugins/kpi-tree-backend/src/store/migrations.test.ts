import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ratioOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';
import { openDatabase } from './database';

jest.setTimeout(60_000);

const databases = testDatabases();
const ref = 'component:default/a';

const config = {
  directory: resolvePackagePath(
    '@kpi-tree/backstage-plugin-kpi-tree-backend',
    'migrations',
  ),
};

/** Names and types of everything there is, but for the books of knex itself. */
async function schemaOf(knex: Knex): Promise<string[]> {
  const sql =
    knex.client.config.client === 'pg'
      ? `select table_name || '.' || column_name || ' ' || data_type as line from information_schema.columns where table_schema = 'public'`
      : `select m.name || '.' || c.name || ' ' || c.type as line from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%'`;
  const result = await knex.raw(sql);
  const rows: { line: string }[] = result.rows ?? result;
  return rows
    .map(row => row.line)
    .filter(line => !line.startsWith('knex_'))
    .sort();
}

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  it('go down as they came up', async () => {
    const knex = await databases.init(id);
    const before: string[][] = [];
    for (;;) {
      before.push(await schemaOf(knex));
      const [, done] = await knex.migrate.up(config);
      if (!done.length) {
        break;
      }
    }
    expect(before.length).toBeGreaterThan(4);
    before.pop();
    while (before.length) {
      await knex.migrate.down(config);
      expect(await schemaOf(knex)).toEqual(before.pop());
    }
  });

  it('of a newer release are named by an older one, which changes nothing', async () => {
    const knex = await databases.init(id);
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    await openDatabase(database);
    await knex('knex_migrations').insert({
      name: '29991231000000_of_a_newer_release.js',
      batch: 99,
      migration_time: new Date(),
    });
    const before = await schemaOf(knex);
    await expect(openDatabase(database)).rejects.toThrow(
      '29991231000000_of_a_newer_release.js',
    );
    expect(await schemaOf(knex)).toEqual(before);
  });

  it('bring the measurements of an older version along', async () => {
    const knex = await databases.init(id);
    for (let i = 0; i < 3; i++) {
      await knex.migrate.up(config);
    }
    await knex('series').insert({
      entity_ref: ref,
      kpi: 'mttr',
      grain: 'day',
      source: 'test',
      last_period: 20_553,
      version: 4,
    });
    const series = await knex('series').first('id');
    for (const [period, value] of [
      [20_500, 9], // 2026-02-16
      [20_553, 3], // 2026-04-10
    ]) {
      await knex('measurements').insert({
        series_id: series.id,
        period,
        value,
        weight: 2,
      });
    }
    await knex('current').insert({
      series_id: series.id,
      evaluated_with: 'older',
      state: '{}',
    });
    await knex.migrate.latest(config);

    const h = createHarness(knex, [
      owners,
      kpiEntity('mttr'),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('Component:a'),
    ]);
    for (const scope of [ref, 'all']) {
      const { trees } = await h.scorecard(scope);
      expect(trees[0].root.children[0].children[0]).toMatchObject({
        value: 3,
        status: 'on-target',
      });
      const { points } = await h.series({ scope, kpi: 'mttr' });
      expect(points.map(point => point.value)).toEqual([9, null, 3, null]);
    }
  });

  it('name the start of a chart as it is read, and go back', async () => {
    const chartFrom = '20261130080000_chart_from.js';
    const knex = await databases.init(id);
    await knex.migrate.latest(config);
    const back = async () => {
      for (let done; done !== chartFrom; ) {
        [, [done]] = await knex.migrate.down(config);
      }
    };
    await back();
    const trend = { trend: 'stable', since: '2025-07-01' };
    const places = {
      current: {
        key: { series_id: 1 },
        more: {
          entity_ref: ref,
          kpi: 'mttr',
          evaluated_with: 'x',
          period: 20_553,
          status: 'on-target',
        },
        column: 'details',
        of: (signals: object) => ({ threshold: 8, signals }),
      },
      scope_current: {
        key: { scope: 'all', kpi: 'mttr' },
        more: {},
        column: 'state',
        of: (signals: object) => ({ value: 3, signals }),
      },
      insights: {
        key: { subject: 'all', kpi: 'mttr', series_id: 0, kind: 'signal' },
        more: { day: 20_553, sort_key: 1 },
        column: 'evidence',
        of: (signals: object) => ({
          text: 'says "since": nothing else',
          facts: { trend: signals },
        }),
      },
    };
    await knex('series').insert({
      id: 1,
      entity_ref: ref,
      kpi: 'mttr',
      grain: 'day',
      source: 'test',
    });
    for (const [table, { key, more, column, of }] of Object.entries(places)) {
      await knex(table).insert({
        ...key,
        ...more,
        [column]: JSON.stringify(of(trend)),
      });
    }
    const stored = async () =>
      Promise.all(
        Object.entries(places).map(async ([table, { column }]) =>
          JSON.parse((await knex(table).first(column))[column]),
        ),
      );
    const expected = (signals: object) =>
      Object.values(places).map(({ of }) => of(signals));
    await knex.migrate.latest(config);
    expect(await stored()).toEqual(
      expected({ trend: 'stable', chartFrom: '2025-07-01' }),
    );
    await back();
    expect(await stored()).toEqual(expected(trend));
  });

  it('count what has no numerator as value times weight, and go back without one', async () => {
    const numerators = '20261129160000_numerators.js';
    const knex = await databases.init(id);
    for (let next; next !== numerators; ) {
      await knex.migrate.up(config);
      const [, pending]: { file: string }[][] = await knex.migrate.list(config);
      next = pending[0].file;
    }
    await knex('series').insert({
      entity_ref: ref,
      kpi: 'mttr',
      grain: 'day',
      source: 'test',
      first_period: 20_553,
      last_period: 20_554,
    });
    const { id: series_id } = await knex('series').first('id');
    await knex('measurements').insert([
      { series_id, period: 20_553, value: 3, weight: 2 }, // 2026-04-10
      { series_id, period: 20_554, value: 9, weight: 4 },
    ]);
    await knex.migrate.latest(config);

    const portal = () =>
      createHarness(knex, [
        owners,
        kpiEntity('mttr'),
        treeEntity('tree', { d2c: ['mttr'] }),
        entity('Component:a'),
      ]);
    const valueOf = async (scope: string) =>
      (await portal().scorecard(scope)).trees[0].root.children[0].children[0]
        .value;
    for (const scope of [ref, 'all']) {
      expect(await valueOf(scope)).toBe((3 * 2 + 9 * 4) / (2 + 4));
    }
    const h = portal();
    await h.measurements.upsert(
      [
        { period: '2026-04-12', ...ratioOf(8, 2) },
        { period: '2026-04-13', ...ratioOf(30, 0) },
      ].map(one => ({ seriesId: series_id, ...one })),
      { source: 'test', at: h.state.now },
    );
    await h.refreshed();
    for (const scope of [ref, 'all']) {
      expect(await valueOf(scope)).toBe((6 + 36 + 8 + 30) / (2 + 4 + 2));
    }

    for (let done; done !== numerators; ) {
      [, [done]] = await knex.migrate.down(config);
    }
    // What stood over 0 has no value that could be kept
    expect(
      await knex('measurements')
        .select('period', 'value', 'weight')
        .orderBy('period'),
    ).toEqual([
      { period: 20_553, value: 3, weight: 2 },
      { period: 20_554, value: 9, weight: 4 },
      { period: 20_555, value: 4, weight: 2 },
    ]);
  });
});
